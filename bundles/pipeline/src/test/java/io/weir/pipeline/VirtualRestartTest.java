package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualRestartTest {

  private static final String PIPELINE =
      """
      pipeline: restarted
      sources:
        r:
          type: mqtt
          url: tcp://nowhere
          topic: a/+
          schema: {k: string, n: long, t: timestamp, v: double, l: {type: string, topic-level: 1}}
          event-time: t
          watermark: 2s
          identity: [k, n]
        s:
          type: mqtt
          url: tcp://nowhere
          topic: b
          schema: {k: string, v: double}
      tables:
        p: {type: csv, path: p.csv, key: [k], schema: {k: string, site: string}}
      queries:
        slid:
          sql: >
            SELECT window.start AS s, p.site, r.l, count(*) AS n, avg(v) AS m, max(v) AS x
            FROM r JOIN p ON r.k = p.k GROUP BY window(t, '10 seconds', '5 seconds'), p.site, r.l
        again: {sql: "SELECT window.start AS s, sum(n) AS n FROM short
            GROUP BY window(window, '20 seconds')"}
        short: {sql: "SELECT window, count(*) AS n FROM r GROUP BY window(t, '5 seconds')"}
        sessions: {sql: "SELECT session_window.end AS e, k, count(*) AS n FROM r
            GROUP BY session_window(t, '3 seconds'), k"}
        latest: {sql: "SELECT k, count(*) AS n, max(v) AS v FROM r GROUP BY k",
          output: update, trigger: 4s}
        whole: {sql: "SELECT k, sum(v) AS v FROM s GROUP BY k", output: complete, trigger: 10ms}
      sinks:
        slid: {type: console, from: slid}
        again: {type: console, from: again}
        sessions: {type: console, from: sessions}
        latest: {type: console, from: latest}
        whole: {type: console, from: whole}
        late: {type: console, from: short.late}
        bad: {type: console, from: r.quarantine}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("p.csv"), "k,site\na,north\nb,south\n");
    Files.writeString(folder.resolve("p2.csv"), "k,site\na,east\nc,west\n");
    Random random = new Random(7);
    StringBuilder r = new StringBuilder();
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      long time = i * 400L + random.nextInt(6000);
      r.append(
          "{\"k\":\"%c\",\"n\":%d,\"t\":%d,\"v\":%s,\"l\":\"%d\"}%s\n"
              .formatted(
                  'a' + random.nextInt(4),
                  random.nextInt(100),
                  time,
                  random.nextInt(640) / 64.0,
                  random.nextInt(2),
                  random.nextInt(20) == 0 ? "}" : ""));
      s.append("{\"k\":\"%c\",\"v\":%d}\n".formatted('a' + random.nextInt(3), i));
    }
    Files.writeString(folder.resolve("r.jsonl"), r);
    Files.writeString(folder.resolve("s.jsonl"), s);
  }

  @ParameterizedTest
  @EnumSource(BackPressure.class)
  void shouldGiveTheSameRowsWhenRestartedAfterEveryRecord(BackPressure pressure) throws Exception {
    assertThat(run(Restarts.every(1), pressure)).isEqualTo(runThrough());
  }

  @ParameterizedTest
  @CsvSource({"1, NONE", "2, NONE", "3, ALTERNATE", "4, ALTERNATE"})
  void shouldGiveTheSameRowsWhenRestartedAnywhere(long seed, BackPressure pressure)
      throws Exception {
    assertThat(run(Restarts.random(seed), pressure)).isEqualTo(runThrough());
    assertThat(run(Restarts.every(7), pressure)).isEqualTo(runThrough());
  }

  @Test
  void shouldGiveTheSameRowsWhenSinksRefuseEverySecond() throws Exception {
    assertThat(run(Restarts.none(), BackPressure.ALTERNATE)).isEqualTo(runThrough());
  }

  @Test
  void shouldChangeATableAtItsTime() throws Exception {
    Map<String, Object> rows = runThrough();

    assertThat(rows.get("slid").toString())
        .contains("north")
        .contains("east")
        .contains("\"s\":\"1970-01-01T00:00:15.000Z\",\"site\":\"north\"")
        .doesNotContain("\"s\":\"1970-01-01T00:00:00.000Z\",\"site\":\"east\"");
    assertThat(rows.get("whole").toString().lines().count()).isEqualTo(3);
  }

  @Test
  void shouldRefuseATableThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("p2.csv"), "k,site\na,east\na,west\n");

    assertThatThrownBy(() -> runThrough())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("p2.csv")
        .hasMessageContaining("the same key");
  }

  private Map<String, Object> runThrough() throws Exception {
    return run(Restarts.none(), BackPressure.NONE);
  }

  private Map<String, Object> run(Restarts restarts, BackPressure pressure) throws Exception {
    Pipeline pipeline =
        PipelineFile.read(
            "restarted.yaml", PIPELINE, folder, TestTypes.registry(), Variables.of(Map.of(), "g"));
    VirtualRun run =
        VirtualRun.of(pipeline)
            .input("r", folder.resolve("r.jsonl"))
            .input("s", folder.resolve("s.jsonl"))
            .table("p", Instant.parse("1970-01-01T00:00:20Z"), folder.resolve("p2.csv"))
            .restarts(restarts)
            .backPressure(pressure)
            .collect();
    RunSummary summary = run.run();
    Map<String, Object> result = new TreeMap<>();
    List.of("slid", "again", "sessions", "latest", "whole", "late", "bad")
        .forEach(sink -> result.put(sink, String.join("\n", run.rows(sink))));
    result.put("summary", summary);
    assertThat(result.get("late").toString()).isNotEmpty();
    return result;
  }
}
