package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Fate;
import io.weir.api.function.GroupStateType.Timeout;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedStateTest {

  private static final String PIPELINE =
      """
      pipeline: presence
      sources:
        r:
          type: socket
          host: nowhere
          port: 1
          schema: {k: string, t: timestamp, v: double}
          event-time: t
      queries:
        seen:
          sql: SELECT device, n, _event_time AS at
            FROM flat_map_groups_with_state(TABLE(r), 'presence', KEY)
          trigger: 1s
      sinks:
        out: {type: console, from: seen}
      """;

  @TempDir Path folder;

  @Test
  void shouldTimeOutWhenTheWatermarkSaysSo() throws Exception {
    try (PipelineHarness pipeline = open(PIPELINE.replace("KEY", "k"), Timeout.EVENT_TIME)) {
      pipeline
          .send("r", record("a", 1, 1), record("b", 1, 1), record("b", 5, 1))
          .restart()
          .send("r", record("a", 6, -1), record("c", 11, 1));
      assertThat(pipeline.newRows("out"))
          .containsExactly(row("a", 0, 1), row("b", 0, 1), row("c", 0, 11), row("a", 1, 11));

      pipeline.crash().send("r", record("a", 10, 1), record("c", 15, 1));
      assertThat(pipeline.newRows("out")).containsExactly(row("b", 2, 15));

      pipeline.finish();
      assertThat(pipeline.newRows("out")).containsExactly(row("c", 2, 25));
      assertThat(pipeline.summary().queries().get(0).fates())
          .isEqualTo(Map.of(Fate.AGGREGATED, 5L, Fate.LATE, 1L, Fate.QUARANTINED, 1L));
    }
  }

  @Test
  void shouldTimeOutAtTriggersAsTimeMovesOn() throws Exception {
    try (PipelineHarness pipeline = open(PIPELINE.replace("KEY", "k"), Timeout.PROCESSING_TIME)) {
      pipeline.send("r", record("b", 1, 1), record("a", 1, 1)).advanceTo(at(3)).restart();
      pipeline.send("r", record("c", 2, 1)).advanceTo(at(11));
      assertThat(pipeline.newRows("out"))
          .containsExactly(row("b", 0, 1), row("a", 0, 1), row("c", 0, 2));

      pipeline.crash().advanceTo(at(30));
      assertThat(pipeline.newRows("out"))
          .containsExactly(row("a", 1, 12), row("b", 1, 12), row("c", 1, 14));
      assertThat(pipeline.summary().queries().get(0).fates())
          .isEqualTo(Map.of(Fate.AGGREGATED, 3L));
    }
  }

  @Test
  void shouldTellWhatIsWrong() {
    assertThatThrownBy(() -> open(PIPELINE.replace("KEY", "v"), Timeout.NONE))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("presence: expected one key, a string; found [double]");
    assertThatThrownBy(
            () -> open(PIPELINE.replace("'presence', KEY", "'presense', k"), Timeout.NONE))
        .hasMessageContaining("no function with state presense; did you mean presence?");
    assertThatThrownBy(() -> open(PIPELINE.replace(", KEY", ""), Timeout.NONE))
        .hasMessageContaining("at least one key");
    assertThatThrownBy(
            () ->
                open(
                    PIPELINE.replace("KEY", "k").replace("trigger: 1s", "output: update"),
                    Timeout.NONE))
        .hasMessageContaining("use `output: append`");
  }

  private PipelineHarness open(String yaml, Timeout timeout) throws PipelineException {
    TypeRegistry types =
        TypeRegistry.builder()
            .groupState(new Presence(timeout), "1")
            .all(TypeRegistry.load())
            .build();
    return PipelineHarness.open(
        PipelineFile.read("pipeline.yaml", yaml, folder, types, Variables.system("test")));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static String record(String key, long second, double value) {
    return "{\"k\":\"%s\",\"t\":%d,\"v\":%s}".formatted(key, second * 1000, value);
  }

  private static String row(String key, long n, long second) {
    return "{\"device\":\"%s\",\"n\":%d,\"at\":\"1970-01-01T00:00:%02d.000Z\"}"
        .formatted(key, n, second);
  }
}
