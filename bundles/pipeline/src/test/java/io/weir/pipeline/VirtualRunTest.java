package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualRunTest {

  private static final String READINGS =
      """
      pipeline: test
      sources:
        readings:
          type: mqtt
          url: tcp://nowhere
          topic: plant/+/readings
          schema:
            device: string
            seq: long
            ts: timestamp
            temp: double
            line: {type: string, topic-level: 1}
          event-time: ts
          watermark: 2s
          identity: [device, seq]
      tables:
        priorities:
          type: csv
          path: priorities.csv
          key: [device]
          schema: {device: string, priority: int, site: string}
      queries:
        hot:
          sql: |
            SELECT window.start AS start, r.device, p.site, count(*) AS n, max(temp) AS peak
            FROM readings r JOIN priorities p ON r.device = p.device
            WHERE p.priority >= 3
            GROUP BY window(ts, '10 seconds'), r.device, p.site
      sinks:
        upstream: {type: mqtt, from: hot, url: tcp://nowhere, topic: "a/{site}"}
        late: {type: file, path: late.jsonl, from: hot.late}
        bad: {type: file, path: bad.jsonl, from: readings.quarantine}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    write("priorities.csv", "device,priority,site", "a,5,north", "b,3,south", "c,1,south");
  }

  @Test
  void shouldWindowJoinAndAccountForEveryRecord() throws Exception {
    write(
        "in.jsonl",
        "{\"device\":\"a\",\"seq\":1,\"ts\":1000,\"temp\":1.5}",
        "{\"device\":\"b\",\"seq\":1,\"ts\":2000,\"temp\":2.5}",
        "{\"device\":\"a\",\"seq\":1,\"ts\":1000,\"temp\":1.5}",
        "{\"device\":\"c\",\"seq\":1,\"ts\":3000,\"temp\":9}",
        "{\"device\":\"x\",\"seq\":1,\"ts\":3000,\"temp\":9}",
        "",
        "not json",
        "{\"device\":\"a\",\"seq\":2,\"ts\":13000,\"temp\":4,\"_topic\":\"plant/L7/readings\"}",
        "{\"device\":\"b\",\"seq\":2,\"ts\":9000,\"temp\":7,\"_topic\":\"plant/L7/readings\"}",
        "{\"device\":\"b\",\"seq\":3,\"ts\":\"1970-01-01T00:00:12Z\",\"temp\":8,\"line\":\"L8\"}");

    RunSummary summary = run(READINGS, Map.of("upstream", "out.jsonl"));

    assertThat(lines("out.jsonl"))
        .containsExactly(
            row("1970-01-01T00:00:00.000Z", "a", "north", 1, "1.5"),
            row("1970-01-01T00:00:00.000Z", "b", "south", 1, "2.5"),
            row("1970-01-01T00:00:10.000Z", "a", "north", 1, "4.0"),
            row("1970-01-01T00:00:10.000Z", "b", "south", 1, "8.0"));
    assertThat(lines("late.jsonl"))
        .containsExactly(
            "{\"device\":\"b\",\"seq\":2,\"ts\":\"1970-01-01T00:00:09.000Z\",\"temp\":7.0,"
                + "\"line\":\"L7\",\"_reason\":\"late\",\"_received\":\"1970-01-01T00:00:13.000Z\","
                + "\"_topic\":\"plant/L7/readings\"}");
    assertThat(lines("bad.jsonl"))
        .singleElement()
        .asString()
        .contains("\"_raw\":\"not json\"")
        .contains("\"_received\":\"1970-01-01T00:00:03.000Z\"");
    assertThat(summary.sources().get(0).fates())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Fate.ACCEPTED, 7L, Fate.DUPLICATE, 1L, Fate.REJECTED, 1L));
    assertThat(summary.queries().get(0).fates())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Fate.AGGREGATED, 4L, Fate.NO_MATCH, 1L, Fate.FILTERED, 1L, Fate.LATE, 1L));
    assertThat(summary.queries().get(0).rows()).isEqualTo(4);
  }

  @Test
  void shouldLeaveWindowsOpenWithoutDrain() throws Exception {
    write(
        "in.jsonl",
        "{\"device\":\"a\",\"seq\":1,\"ts\":1000,\"temp\":1}",
        "{\"device\":\"a\",\"seq\":2,\"ts\":12000,\"temp\":1}");

    VirtualRun.of(pipeline(READINGS))
        .input("readings", folder.resolve("in.jsonl"))
        .output("upstream", folder.resolve("out.jsonl"))
        .drain(false)
        .run();

    assertThat(lines("out.jsonl"))
        .containsExactly(row("1970-01-01T00:00:00.000Z", "a", "north", 1, "1.0"));
  }

  @Test
  void shouldTakeLevelsOfTheTopicFromTheLine() throws Exception {
    String yaml =
        READINGS.substring(0, READINGS.indexOf("tables:"))
            + """
        queries:
          q: {sql: "SELECT device, line, _topic FROM readings"}
        sinks:
          out: {type: file, path: out.jsonl, from: q}
        """;
    write(
        "in.jsonl",
        "{\"device\":\"a\",\"seq\":1,\"ts\":1,\"temp\":1,\"_topic\":\"plant/x/y\",\"line\":\"no\"}",
        "{\"device\":\"b\",\"seq\":1,\"ts\":1,\"temp\":1,\"line\":\"L2\"}",
        "{\"device\":\"c\",\"seq\":1,\"ts\":1,\"temp\":1}");

    run(yaml, Map.of());

    assertThat(lines("out.jsonl"))
        .containsExactly(
            "{\"device\":\"a\",\"line\":\"x\",\"_topic\":\"plant/x/y\"}",
            "{\"device\":\"b\",\"line\":\"L2\",\"_topic\":null}",
            "{\"device\":\"c\",\"line\":null,\"_topic\":null}");
  }

  private static final String TWO =
      """
      pipeline: two
      sources:
        left: {type: rate, format: csv, schema: {t: timestamp, v: string}, event-time: t}
        right: {type: rate, format: csv, schema: {t: timestamp, v: string}, event-time: t}
      queries:
        both: {sql: "SELECT v FROM left UNION ALL SELECT v FROM right"}
      sinks:
        out: {type: file, format: text, path: out.txt, from: both}
      """;

  @Test
  void shouldMergeInputsByTheEventTimeOfTheirHeads() throws Exception {
    write("left.csv", "t,v", "1,l1", "4,l4", "2,l2", "9,\"l\"\"9\"");
    write("right.csv", "\uFEFFt,v\r", "1,r1\r", "oops,r?\r", "3,r3\r", "5,\"r\n5\"\r");

    VirtualRun.of(pipeline(TWO))
        .input("left", folder.resolve("left.csv"))
        .input("right", folder.resolve("right.csv"))
        .run();

    assertThat(Files.readString(folder.resolve("out.txt")))
        .isEqualTo("l1\nr1\nr3\nl4\nl2\nr\n5\nl\"9\n");
  }

  @Test
  void shouldTickAMillisecondARecordWithoutEventTime() throws Exception {
    String yaml =
        """
        pipeline: ticks
        sources:
          s: {type: rate, format: text, schema: {value: string}}
        queries:
          n:
            sql: "SELECT window.start, count(*) AS n FROM s GROUP BY window(_event_time, '2 milliseconds')"
        sinks:
          out: {type: file, path: out.csv, format: csv, from: n}
        """;
    write("in.txt", "a", "", "c");

    VirtualRun.of(pipeline(yaml))
        .input("s", folder.resolve("in.txt"))
        .start(Instant.parse("2026-01-01T00:00:00Z"))
        .run();

    assertThat(lines("out.csv"))
        .containsExactly("start,n", "2026-01-01T00:00:00.000Z,2", "2026-01-01T00:00:00.002Z,1");
  }

  private static final String COUNTS =
      """
      pipeline: counts
      sources:
        s: {type: rate, schema: {k: string, t: timestamp}, event-time: t}
      queries:
        n: {sql: "SELECT k, count(*) AS n FROM s GROUP BY k", output: %s, trigger: %s}
      sinks:
        out: {type: file, path: out.jsonl, from: n}
      """;

  @Test
  void shouldFireTriggersOnVirtualTime() throws Exception {
    write(
        "in.jsonl",
        "{\"k\":\"a\",\"t\":10}",
        "{\"k\":\"a\",\"t\":90}",
        "{\"k\":\"b\",\"t\":100}",
        "{\"k\":\"a\",\"t\":50}",
        "{\"k\":\"a\",\"t\":350}");

    run(COUNTS.formatted("update", "100ms"), Map.of(), "s");

    assertThat(lines("out.jsonl"))
        .containsExactly(
            "{\"k\":\"a\",\"n\":2}",
            "{\"k\":\"a\",\"n\":3}",
            "{\"k\":\"b\",\"n\":1}",
            "{\"k\":\"a\",\"n\":4}");
  }

  @Test
  void shouldTakeEachRecordForABatchWithTriggerZero() throws Exception {
    write("in.jsonl", "{\"k\":\"a\",\"t\":10}", "{\"k\":\"a\",\"t\":10}", "{\"k\":\"b\",\"t\":5}");

    run(COUNTS.formatted("update", "0ms"), Map.of(), "s");

    assertThat(lines("out.jsonl"))
        .containsExactly("{\"k\":\"a\",\"n\":1}", "{\"k\":\"a\",\"n\":2}", "{\"k\":\"b\",\"n\":1}");
  }

  @Test
  void shouldHoldTheLastResultOnlyInCompleteMode() throws Exception {
    write(
        "in.jsonl",
        "{\"k\":\"b\",\"t\":10}",
        "{\"k\":\"a\",\"t\":1000}",
        "{\"k\":\"b\",\"t\":2000}");

    RunSummary summary = run(COUNTS.formatted("complete", "100ms"), Map.of(), "s");

    assertThat(lines("out.jsonl"))
        .containsExactly("{\"k\":\"a\",\"n\":1}", "{\"k\":\"b\",\"n\":2}");
    assertThat(summary.sinks().get(0).rows()).isEqualTo(2);
  }

  @Test
  void shouldCountWhatASimpleLoopCounts() throws Exception {
    List<String> records = new ArrayList<>();
    Map<String, Integer> expected = new TreeMap<>();
    for (int i = 0; i < 5000; i++) {
      String device = i % 3 == 0 ? "a" : "b";
      long ts = 10_000 + i * 100L - (i % 7) * 250L; // Less out of order than the watermark allows.
      records.add("{\"device\":\"%s\",\"seq\":%d,\"ts\":%d,\"temp\":1}".formatted(device, i, ts));
      expected.merge(Instant.ofEpochMilli(ts / 10_000 * 10_000) + " " + device, 1, Integer::sum);
    }
    write("in.jsonl", records.toArray(String[]::new));

    run(READINGS, Map.of("upstream", "out.jsonl"));

    List<String> rows = new ArrayList<>();
    expected.forEach(
        (key, n) -> {
          String device = key.substring(key.length() - 1);
          String start = key.substring(0, key.length() - 3) + ".000Z";
          rows.add(row(start, device, device.equals("a") ? "north" : "south", n, "1.0"));
        });
    assertThat(lines("out.jsonl")).containsExactlyElementsOf(rows);
  }

  @Test
  void shouldSayWhatIsMissing() throws Exception {
    Pipeline pipeline = pipeline(READINGS);
    assertThatThrownBy(() -> VirtualRun.of(pipeline).run())
        .isInstanceOf(RunException.class)
        .hasMessage("source readings has no input: give --input readings=FILE");
    assertThatThrownBy(() -> VirtualRun.of(pipeline).input("reading", Path.of("x")).run())
        .hasMessage(
            "the pipeline has no source 'reading': did you mean 'readings'? Expected readings");
    assertThatThrownBy(() -> VirtualRun.of(pipeline).input("readings", Path.of("/no/x")).run())
        .hasMessage("input /no/x of source readings is not there");
    write("in.jsonl");
    Files.delete(folder.resolve("priorities.csv"));
    assertThatThrownBy(() -> run(READINGS, Map.of()))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("table priorities: ");
  }

  private RunSummary run(String yaml, Map<String, String> outputs) throws Exception {
    return run(yaml, outputs, "readings");
  }

  private RunSummary run(String yaml, Map<String, String> outputs, String source) throws Exception {
    VirtualRun run = VirtualRun.of(pipeline(yaml)).input(source, folder.resolve("in.jsonl"));
    outputs.forEach((sink, file) -> run.output(sink, folder.resolve(file)));
    return run.run();
  }

  private Pipeline pipeline(String yaml) throws PipelineException {
    return PipelineFile.read("p.yaml", yaml, folder, TestTypes.registry(), TestTypes.VARIABLES);
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), Arrays.asList(lines));
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  private static String row(String start, String device, String site, int n, String peak) {
    return "{\"start\":\"%s\",\"device\":\"%s\",\"site\":\"%s\",\"n\":%d,\"peak\":%s}"
        .formatted(start, device, site, n, peak);
  }
}
