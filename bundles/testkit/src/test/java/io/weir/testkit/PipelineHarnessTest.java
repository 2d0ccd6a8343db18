package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Fate;
import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.VirtualRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineHarnessTest {

  private static final String PIPELINE =
      """
      pipeline: spread
      sources:
        r:
          type: socket
          host: nowhere
          port: 1
          schema: {k: string, t: timestamp, v: double, line: {type: string, topic-level: 1}}
          event-time: t
        beats: {type: rate, schema: {n: long}}
      tables:
        p: {type: csv, path: p.csv, key: [k], schema: {k: string, site: string}}
      queries:
        windows:
          sql: SELECT site, spread(v) AS spread, max(line) AS line FROM r JOIN p ON r.k = p.k
            GROUP BY window(t, '10 seconds'), site
        counts: {sql: "SELECT count(*) AS n FROM beats", output: update, trigger: 1s}
      sinks:
        upstream: {type: console, from: windows}
        counts: {type: console, from: counts}
      """;

  @TempDir Path folder;

  @Test
  void shouldDriveAPipelineThroughRestartsAndChanges() throws Exception {
    try (PipelineHarness pipeline = open()) {
      pipeline
          .send("r", record("a", 1000, 1.5), record("a", 2000, 4))
          .restart()
          .send("r", record("a", 3000, 3))
          .table("p", "k,site\na,east\n")
          .send("r", record("a", 4000, 7).getBytes(StandardCharsets.UTF_8), "plant/L7/r");
      assertThat(pipeline.rows("upstream")).isEmpty();

      pipeline.crash().send("r", record("a", 10_000, 0));
      assertThat(pipeline.newRows("upstream"))
          .containsExactly(
              "{\"site\":\"east\",\"spread\":0.0,\"line\":\"L7\"}",
              "{\"site\":\"north\",\"spread\":2.5,\"line\":null}");
      assertThat(pipeline.newRows("upstream")).isEmpty();

      pipeline.crash();
      assertThat(pipeline.newRows("upstream")).isEmpty();
      pipeline.finish();
      assertThat(pipeline.newRows("upstream"))
          .containsExactly("{\"site\":\"east\",\"spread\":0.0,\"line\":null}");
      assertThat(pipeline.summary().queries().get(0).fates())
          .isEqualTo(Map.of(Fate.AGGREGATED, 5L));
    }
  }

  @Test
  void shouldFireTriggersAsTimeMovesOn() throws Exception {
    try (PipelineHarness pipeline = open()) {
      pipeline.send("beats", "{\"n\":1}", "{\"n\":2}");
      assertThat(pipeline.rows("counts")).isEmpty();

      pipeline.advanceTo(Instant.EPOCH.plusSeconds(1));
      assertThat(pipeline.rows("counts")).containsExactly("{\"n\":2}");

      pipeline.send("beats", "{\"n\":3}").advanceTo(Instant.EPOCH.plusSeconds(5));
      assertThat(pipeline.rows("counts")).containsExactly("{\"n\":2}", "{\"n\":3}");
    }
  }

  @Test
  void shouldGiveTheSameRowsWhenSinksRefuseEverySecond() throws Exception {
    VirtualRun run =
        VirtualRun.of(pipeline()).restarts(Restarts.every(1)).backPressure(BackPressure.ALTERNATE);
    try (PipelineHarness pipeline = PipelineHarness.open(run)) {
      for (int i = 0; i < 4; i++) {
        pipeline.send("r", record("a", 10_000L * i, i), record("a", 10_000L * i + 5, 2 * i));
      }
      pipeline.crash().send("r", record("a", 40_000, 1)).restart();
      assertThat(pipeline.newRows("upstream"))
          .containsExactly(spread("0.0"), spread("1.0"), spread("2.0"), spread("3.0"));

      pipeline.send("r", record("a", 45_000, 6), record("a", 50_000, 6)).crash().finish();
      assertThat(pipeline.newRows("upstream")).containsExactly(spread("5.0"), spread("0.0"));
    }
  }

  @Test
  void shouldTellWhatIsWrong() throws Exception {
    try (PipelineHarness pipeline = open()) {
      pipeline.send("r", "{\"k\":\"a\",\"t\":\"soon\"}");

      assertThat(pipeline.summary().quarantined())
          .singleElement()
          .satisfies(record -> assertThat(record.reason()).startsWith("t: found \"soon\""));
      assertThatThrownBy(() -> pipeline.send("s", "{}"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the pipeline has no source 's'");
      assertThatThrownBy(() -> pipeline.rows("up"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("upstream");
      assertThatThrownBy(() -> pipeline.table("p", "k,site\na,b\na,c\n"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the same key");
    }
  }

  private PipelineHarness open() throws PipelineException, IOException {
    return PipelineHarness.open(pipeline());
  }

  private Pipeline pipeline() throws PipelineException, IOException {
    Files.writeString(folder.resolve("p.csv"), "k,site\na,north\n");
    TypeRegistry types =
        TypeRegistry.builder()
            .aggregate(new RangeAggregate(), "1")
            .all(TypeRegistry.load())
            .build();
    return PipelineFile.read("pipeline.yaml", PIPELINE, folder, types, Variables.system("test"));
  }

  private static String spread(String value) {
    return "{\"site\":\"north\",\"spread\":" + value + ",\"line\":null}";
  }

  private static String record(String key, long millis, double value) {
    return "{\"k\":\"%s\",\"t\":%d,\"v\":%s}".formatted(key, millis, value);
  }
}
