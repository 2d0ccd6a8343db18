package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineFileTest {

  static final String HOT_MACHINES =
      """
      pipeline: hot-machines            # [a-z][a-z0-9-]*
      version: 1.0.0
      commit: 100ms
      sources:
        readings:
          type: mqtt
          url: ${env:FIELD:tcp://127.0.0.1:1883}
          topic: plant/+/readings
          qos: 1
          max-inflight: 1000
          retained: ignore
          format: json
          schema:
            device: string
            seq: long
            ts: timestamp
            temp: double
            line: {type: string, topic-level: 1}
          event-time: ts
          watermark: 2s
          max-ahead: 1h
          idle-after: 30s
          identity: [device, seq, ts]
      tables:
        priorities:
          type: csv
          path: priorities.csv
          refresh: on-change
          key: [device]
          schema: {device: string, priority: int, site: string}
      queries:
        hot:
          sql: |
            SELECT window.start AS window_start, r.device, p.site, count(*) AS n, avg(temp) AS mean, max(temp) AS peak
            FROM readings r JOIN priorities p ON r.device = p.device
            WHERE p.priority >= 3
            GROUP BY window(ts, '30 seconds', '10 seconds'), r.device, p.site
          output: append
          trigger: 100ms
          max-state: 64MB
      sinks:
        upstream:
          type: mqtt
          from: hot
          url: ${env:UPSTREAM:tcp://127.0.0.1:1883}
          topic: aggregates/{site}
          qos: 1
          buffer: {max-bytes: 200MB, max-age: 7d, when-full: drop-oldest}
          send: {rows: 1, bytes: 64KB, linger: 0ms}
      """;

  @Test
  void shouldReadTheExampleOfTheSpecification() throws PipelineException {
    Pipeline pipeline = TestTypes.read(HOT_MACHINES);

    assertThat(pipeline.name()).isEqualTo("hot-machines");
    assertThat(pipeline.version()).isEqualTo("1.0.0");
    assertThat(pipeline.warnings()).isEmpty();
    PipelineDefinition definition = pipeline.definition();
    assertThat(definition.commitMicros()).isEqualTo(100_000);
    SourceDefinition readings = definition.sources().get(0);
    assertThat(readings.eventTimeColumn()).isEqualTo(2);
    assertThat(readings.watermark()).isEqualTo(new SourceDefinition.Watermark(2_000_000, -1, -1));
    assertThat(readings.maxAheadMicros()).isEqualTo(3_600_000_000L);
    assertThat(readings.idleAfterMicros()).isEqualTo(30_000_000L);
    assertThat(readings.identity())
        .isEqualTo(new SourceDefinition.Identity(List.of(0, 1, 2), 3_600_000_000L, 1_000_000));
    assertThat(readings.fields().get(4).topicLevel()).isEqualTo(1);
    TableDefinition priorities = definition.tables().get(0);
    assertThat(priorities.key()).containsExactly(0);
    assertThat(priorities.config().toString()).isNotNull();
    SinkDefinition upstream = definition.sinks().get(0);
    assertThat(upstream.from())
        .isEqualTo(new SinkDefinition.Feed(SinkDefinition.FeedKind.RESULT, "hot"));
    assertThat(upstream.buffer())
        .isEqualTo(
            new SinkDefinition.Buffer(
                200L << 20, 7 * 86_400_000_000L, SinkDefinition.WhenFull.DROP_OLDEST));
    assertThat(upstream.withId()).isTrue();
    assertThat(pipeline.fingerprint()).hasSize(64);
    assertThat(pipeline.explain())
        .contains("Join (inner) table priorities on device = priorities.device");
  }

  @Test
  void shouldReadTheLongForms() throws PipelineException {
    Pipeline pipeline =
        TestTypes.read(
            HOT_MACHINES
                .replace("watermark: 2s", "watermark: {delay: 3s, by: device, idle-after: 30s}")
                .replace(
                    "identity: [device, seq, ts]",
                    "identity: {columns: [device, seq], horizon: 2h, max-keys: 1000}")
                .replace("max-ahead: 1h", "max-ahead: off")
                .replace("temp: double", "temp: {type: double, path: /values/temp}")
                .replace("ts: timestamp", "ts: {type: timestamp, unit: s}"));

    SourceDefinition readings = pipeline.definition().sources().get(0);
    assertThat(readings.watermark())
        .isEqualTo(new SourceDefinition.Watermark(3_000_000, 0, 30_000_000));
    assertThat(readings.identity())
        .isEqualTo(new SourceDefinition.Identity(List.of(0, 1), 7_200_000_000L, 1000));
    assertThat(readings.maxAheadMicros()).isEqualTo(-1);
    assertThat(readings.fields().get(3).path()).containsExactly("values", "temp");
  }

  @Test
  void shouldKeepTheFingerprintWhenOnlyAConnectionChanges() throws PipelineException {
    String fingerprint = TestTypes.read(HOT_MACHINES).fingerprint();

    String elsewhere =
        HOT_MACHINES.replace("url: ${env:FIELD:tcp://127.0.0.1:1883}", "url: tcp://b");
    String otherQuery = HOT_MACHINES.replace("priority >= 3", "priority >= 4");
    String otherSchema = HOT_MACHINES.replace("seq: long", "seq: int");
    assertThat(TestTypes.read(elsewhere).fingerprint()).isEqualTo(fingerprint);
    assertThat(TestTypes.read(otherQuery).fingerprint()).isNotEqualTo(fingerprint);
    assertThat(TestTypes.read(otherSchema).fingerprint()).isNotEqualTo(fingerprint);
  }

  @Test
  void shouldTellColumnsOfOneNameApartInTheFingerprint() throws PipelineException {
    String ofTable =
        HOT_MACHINES
            .replace("r.device, p.site, count", "p.device, p.site, count")
            .replace("10 seconds'), r.device", "10 seconds'), p.device");

    assertThat(TestTypes.read(ofTable).fingerprint())
        .isNotEqualTo(TestTypes.read(HOT_MACHINES).fingerprint());
  }

  @Test
  void shouldKeepTheFingerprintOfBytes() throws PipelineException {
    String bytes = HOT_MACHINES.replace("p.priority >= 3", "p.priority >= 3 AND X'0A' <> X'0B'");

    assertThat(TestTypes.read(bytes).fingerprint()).isEqualTo(TestTypes.read(bytes).fingerprint());
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad(
            "commit: 100ms",
            "comit: 100ms",
            "3:1: pipeline: unknown option 'comit': did you mean 'commit'? Expected one of pipeline, version, commit, sources, tables, queries, sinks"),
        bad(
            "commit: 100ms",
            "commit: 100",
            "3:9: pipeline: option 'commit' is '100': expected a duration with a unit such as 100ms, 2s, 5m, 1h, 7d"),
        bad(
            "version: 1.0.0",
            "version: 1.0",
            "2:10: version '1.0': expected three numbers such as 1.0.0"),
        bad(
            "pipeline: hot-machines",
            "pipeline: Hot_Machines",
            "1:11: pipeline name 'Hot_Machines': expected at most 64 lower case letters, digits and hyphens, a letter first"),
        bad(
            "    topic: plant/+/readings\n",
            "",
            "5:3: source readings: option 'topic' is missing: What to subscribe to. For example topic: plant/+/readings"),
        bad(
            "format: json",
            "format: jsn",
            "12:13: source readings: unknown format 'jsn': did you mean 'json'? Expected one of csv, json, text, or one that a bundle brings"),
        bad(
            "retained: ignore",
            "retained: ignored",
            "11:15: source readings: option 'retained' is 'ignored': did you mean 'ignore'? Expected one of ignore, include"),
        bad(
            "qos: 1\n    max",
            "qos: one\n    max",
            "9:10: source readings: option 'qos' is 'one': expected a whole number"),
        bad(
            "qos: 1\n    max",
            "qos: 2\n    max",
            "9:10: source readings: option 'qos': 2 is not supported: use 1"),
        bad(
            "temp: double",
            "temp: duble",
            "17:13: source readings: column 'temp' is 'duble': unknown type 'duble': did you mean 'double'? Expected one of boolean, int, long, float, double, decimal(p,s), string, binary, timestamp, date, array<T>, struct<a:T,…>"),
        bad(
            "temp: double",
            "temp: bigint",
            "17:13: source readings: column 'temp' is 'bigint': unknown type 'bigint': did you mean 'long'?"),
        bad(
            "temp: double",
            "temp: {typ: double}",
            "17:14: source readings: column 'temp': unknown option 'typ': did you mean 'type'? Expected one of type, path, unit, topic-level"),
        bad(
            "event-time: ts",
            "event-time: tz",
            "19:17: source readings: option 'event-time': no column 'tz': did you mean 'ts'? Expected one of device, seq, ts, temp, line"),
        bad(
            "event-time: ts",
            "event-time: temp",
            "19:17: source readings: option 'event-time': column 'temp' is double: expected a timestamp"),
        bad(
            "identity: [device, seq, ts]",
            "identity: [device, sequence]",
            "23:15: source readings: option 'identity': no column 'sequence': expected one of device, seq, ts, temp, line"),
        bad(
            "watermark: 2s",
            "watermark: {dely: 2s}",
            "20:17: source readings: unknown option 'watermark.dely': did you mean 'delay'? Expected one of delay, by, idle-after"),
        bad(
            "max-ahead: 1h",
            "max-ahead: never",
            "21:16: source readings: option 'max-ahead': found 'never', expected a duration with a unit such as 100ms, 2s, 5m, 1h, 7d, or off"),
        bad(
            "priority: int, site",
            "priority: int(3), site",
            "30:40: table priorities: column 'priority' is 'int(3)': '(3)' behind the type is too much"),
        bad(
            "priority: int, site",
            "priority: decimal(5,2), site",
            "30:40: table priorities: column 'priority': 'decimal(5' is cut off at the comma, which ends a value within braces: write priority: \"decimal(5,2)\""),
        bad(
            "key: [device]",
            "key: [devise]",
            "29:10: table priorities: option 'key': no column 'devise': did you mean 'device'? Expected one of device, priority, site"),
        bad(
            "refresh: on-change",
            "refresh: sometimes",
            "28:14: table priorities: option 'refresh': found 'sometimes', expected a duration with a unit such as 100ms, 2s, 5m, 1h, 7d, or on-change"),
        bad(
            "  priorities:\n",
            "  Readings:\n",
            "25:3: name 'Readings' is taken in line 5: sources, tables and queries share their names, in any case"),
        bad(
            "output: append",
            "output: replace",
            "38:13: query hot: option 'output' is 'replace': expected one of append, update, complete"),
        bad(
            "from: hot",
            "from: hto",
            "44:11: sink upstream: option 'from': nothing is called 'hto': did you mean 'hot'? Expected one of hot, hot.late, hot.quarantine, readings.quarantine"),
        bad(
            "from: hot",
            "from: readings",
            "44:11: sink upstream: option 'from': 'readings' is a source: write a query such as SELECT * FROM readings, or take readings.quarantine"),
        bad(
            "topic: aggregates/{site}",
            "topic: aggregates/{sight}",
            "46:12: sink upstream: option 'topic': no column 'sight'"),
        bad(
            "max-age: 7d",
            "max-aeg: 7d",
            "48:32: sink upstream: unknown option 'buffer.max-aeg': did you mean 'max-age'? Expected one of max-bytes, max-age, when-full"),
        bad(
            "${env:FIELD:tcp://127.0.0.1:1883}",
            "${env:FIELD}",
            "7:10: environment variable FIELD is not set: set it, or give a default with ${env:FIELD:default}"),
        bad(
            "${env:FIELD:tcp://127.0.0.1:1883}",
            "${file:nowhere.txt}",
            "7:10: file nowhere.txt of ${file:…} is not there"),
        bad(
            "    qos: 1\n    max",
            "    qos: 1\n    qos: 1\n    max",
            "10:5: 'qos' is there twice, first in line 9: keep one"),
        bad(
            "sources:\n",
            "sources: none\nx:\n",
            "4:10: sources is 'none': expected a map from names to their options"));
  }

  private static Arguments bad(String found, String replacement, String message) {
    return Arguments.of(found, replacement, message);
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void shouldSayWhereAndWhatIsWrong(String found, String replacement, String message) {
    assertThat(HOT_MACHINES).contains(found);
    String yaml =
        HOT_MACHINES.replaceFirst(
            java.util.regex.Pattern.quote(found),
            java.util.regex.Matcher.quoteReplacement(replacement));
    assertThat(problems(yaml)).contains("p.yaml:" + message);
  }

  @Test
  void shouldPlaceErrorsOfSqlInTheFile() {
    String yaml = HOT_MACHINES.replace("p.priority >= 3", "p.prioriti >= 3");

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("p.yaml:36:13: query hot: ")
        .contains("prioriti")
        .contains("priority");
  }

  static Stream<Arguments> stylesOfSql() {
    return Stream.of(
        Arguments.of("SELECT v, oops FROM s", "8:20"),
        Arguments.of("SELECT v,\n        oops FROM s", "9:9"),
        Arguments.of("\"SELECT v, \\toops FROM s\"", "8:23"),
        Arguments.of("\"SELECT '\\u00e9' AS x, oops FROM s\"", "8:33"),
        Arguments.of("'SELECT ''it'' AS x, oops FROM s'", "8:31"),
        Arguments.of(">\n        SELECT v,\n        oops\n        FROM s", "10:9"),
        Arguments.of("|2 # comment\n       SELECT v\n          , oops FROM s", "10:13"),
        Arguments.of("SELECT '${env:SECRET}' AS x, oops FROM s", "8:39"),
        Arguments.of("SELECT '\uD83D\uDE00' AS x, oops FROM s", "8:27"));
  }

  @ParameterizedTest
  @MethodSource("stylesOfSql")
  void shouldPlaceErrorsOfSqlInEveryStyleOfYaml(String sql, String place) {
    String yaml =
        """
        pipeline: places
        sources:
          s:
            type: rate
            schema: {v: long}
        queries:
          q:
            sql: %s
        """
            .formatted(sql);

    assertThat(problems(yaml)).first().asString().startsWith("p.yaml:" + place + ": query q: ");
    assertThat(problems(yaml.replace("\n", "\r\n")))
        .first()
        .asString()
        .startsWith("p.yaml:" + place + ": query q: ");
  }

  @Test
  void shouldRefuseAMissingTableByItsPlace() {
    String yaml = HOT_MACHINES.replace("JOIN priorities p", "JOIN priority p");

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("p.yaml:35:28: query hot: ")
        .contains("priorities");
  }

  @Test
  void shouldTellEverythingThatIsWrongAtOnce() {
    String yaml =
        HOT_MACHINES
            .replace("comit", "commit")
            .replace("temp: double", "temp: dubble")
            .replace("key: [device]", "key: [devise]")
            .replace("trigger: 100ms", "trigger: soon")
            .replace("when-full: drop-oldest", "when-full: panic");

    assertThat(problems(yaml)).hasSize(4);
  }

  @Test
  void shouldRefuseQueriesThatReadEachOther() {
    String yaml =
        """
        pipeline: circle
        sources:
          s: {type: rate, schema: {value: long, ts: timestamp}}
        queries:
          a: {sql: "SELECT value FROM b"}
          b: {sql: "SELECT value FROM c"}
          c: {sql: "SELECT value FROM a"}
        """;

    assertThat(problems(yaml))
        .singleElement()
        .asString()
        .startsWith("p.yaml:7:31: queries read each other in a circle: a -> b -> c -> a");
  }

  @Test
  void shouldWaitForATypeThatOnlyIsMissing() {
    PipelineException missing = refused(HOT_MACHINES.replace("type: csv", "type: redis"));
    PipelineException wrong =
        refused(HOT_MACHINES.replace("type: csv", "type: redis").replace("qos: 1", "qos: x"));

    assertThat(missing.onlyMissingTypes()).isTrue();
    assertThat(missing.problems()).hasSize(1);
    assertThat(wrong.onlyMissingTypes()).isFalse();
  }

  @Test
  void shouldNeverPrintASecretBack() {
    String yaml =
        HOT_MACHINES
            .replace("qos: 1", "qos: ${env:SECRET}\n    password: ${env:SECRET}")
            .replace("temp: double", "temp: ${env:SECRET}");

    assertThat(refused(yaml).getMessage()).doesNotContain("s3cr3t").contains("'${env:SECRET}'");
  }

  @Test
  void shouldFillInTheGatewayAndItsVariables() throws PipelineException {
    Pipeline pipeline =
        TestTypes.read(
            HOT_MACHINES.replace("aggregates/{site}", "up/${gateway.id}/$${site}/{site}"));

    String config =
        pipeline
            .definition()
            .sinks()
            .get(0)
            .config()
            .find(io.weir.api.config.Option.text("topic", ""))
            .orElseThrow();
    assertThat(config).isEqualTo("up/edge-17/${site}/{site}");
  }

  @Test
  void shouldWarnOfRowsThatNobodyTakes() throws PipelineException {
    Pipeline pipeline = TestTypes.read(HOT_MACHINES.substring(0, HOT_MACHINES.indexOf("sinks:")));

    assertThat(pipeline.warnings())
        .singleElement()
        .asString()
        .isEqualTo("p.yaml:32:3: query hot: no sink and no query takes its rows");
  }

  @Test
  void shouldWarnOfRepetitionsThatNobodyCouldTell() throws PipelineException {
    Pipeline pipeline =
        TestTypes.read(HOT_MACHINES.replace("    identity: [device, seq, ts]\n", ""));

    assertThat(pipeline.warnings())
        .singleElement()
        .asString()
        .startsWith("p.yaml:5:3: source readings: without 'identity' a record counts twice");
  }

  @Test
  void shouldWarnOfBoundsThatExcludeEachOther() throws PipelineException {
    String join =
        """
        SELECT a.k FROM s a JOIN s b ON a.k = b.k AND b.t BETWEEN a.t + INTERVAL %d SECONDS AND a.t + INTERVAL %d SECONDS\
        """;

    assertThat(TestTypes.read(query(join.formatted(9, 5))).warnings())
        .anySatisfy(warning -> assertThat(warning.message()).contains("never finds a pair"));
    assertThat(TestTypes.read(query(join.formatted(5, 9))).warnings())
        .noneSatisfy(warning -> assertThat(warning.message()).contains("never finds a pair"));
  }

  @Test
  void shouldNameAQueryOnceInARefusalOfItsMode() {
    assertThat(problems(query("SELECT k, count(*) AS n FROM s GROUP BY k")))
        .singleElement()
        .asString()
        .containsOnlyOnce("query q");
  }

  private static String query(String sql) {
    return """
        pipeline: one
        sources:
          s: {type: rate, schema: {k: long, t: timestamp}, event-time: t}
        queries:
          q:
            sql: %s
        sinks:
          out: {type: console, from: q}
        """
        .formatted(sql);
  }

  @Test
  void shouldRefuseWhatIsNotYaml() {
    assertThat(problems("pipeline: [a")).singleElement().asString().startsWith("p.yaml:1:");
    assertThat(problems("a: b\n\tc: d"))
        .singleElement()
        .asString()
        .startsWith("p.yaml:2:1: not valid YAML: ");
    assertThat(problems(""))
        .containsExactly("p.yaml:1:1: the file is empty: expected 'pipeline: NAME' and its parts");
    assertThat(problems("- a"))
        .containsExactly(
            "p.yaml:1:1: the file is a list: expected a map that begins with 'pipeline: NAME'");
    assertThatThrownBy(() -> TestTypes.read("pipeline: x\n---\npipeline: y"))
        .hasMessageContaining("second document");
  }

  @Test
  void shouldTakeOnNoAndYForText() throws PipelineException {
    Pipeline pipeline =
        TestTypes.read(
            """
            pipeline: text
            sources:
              on: {type: rate, schema: {y: long, no: timestamp}}
            queries:
              q: {sql: "SELECT y FROM `on`"}
            """);

    assertThat(pipeline.definition().sources().get(0).fields().get(1).field().name())
        .isEqualTo("no");
  }

  private static List<String> problems(String yaml) {
    return refused(yaml).problems().stream().map(Problem::toString).toList();
  }

  private static PipelineException refused(String yaml) {
    PipelineException refused =
        catchThrowableOfType(PipelineException.class, () -> TestTypes.read(yaml));
    assertThat(refused).as("the file is refused").isNotNull();
    return refused;
  }
}
