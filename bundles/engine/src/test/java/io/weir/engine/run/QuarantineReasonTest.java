package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import io.weir.engine.definition.PipelineDefinition;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why something was quarantined is told where no sink takes it. */
class QuarantineReasonTest {

  private static final long SECOND = EngineRig.SECOND;
  private static final Duration CHECKPOINTS = Duration.ofSeconds(60);

  /** Fails for the device bad, and for any that falls silent. */
  private static final class Failing implements GroupStateType<Long> {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Timeout timeout() {
      return Timeout.PROCESSING_TIME;
    }

    @Override
    public Schema outputSchema(List<DataType> key, Schema rows) {
      return Schema.of(
          Field.of("device", DataType.STRING),
          Field.of("n", DataType.LONG),
          Field.of("gone", DataType.TIMESTAMP));
    }

    @Override
    public void update(
        List<@Nullable Object> key,
        @Nullable Object[] row,
        GroupState<Long> state,
        Consumer<@Nullable Object[]> output) {
      if ("bad".equals(key.get(0))) {
        throw new IllegalStateException("no such device");
      }
      state.setTimeout(Duration.ofSeconds(1));
    }

    @Override
    public void timedOut(
        List<@Nullable Object> key, GroupState<Long> state, Consumer<@Nullable Object[]> output) {
      throw new IllegalStateException("nobody there");
    }

    @Override
    public void write(Long state, ByteSink target) {
      target.writeLong(state);
    }

    @Override
    public Long read(ByteBuffer source) {
      return source.getLong();
    }
  }

  @TempDir Path folder;

  private final ListSource source = new ListSource(List.of("a,1,1,0", "bad,2,1,0", "b,1"));
  private final QueueSink sink = new QueueSink();
  private final ManualClock clock = new ManualClock(1_000 * SECOND);
  private final List<String> told = new ArrayList<>();
  private PipelineEngine engine;

  @BeforeEach
  void open() throws Exception {
    PipelineDefinition definition = EngineRig.keyedState(source, sink, 0, new Failing());
    EngineEnvironment environment =
        EngineRig.environment(
            folder,
            clock,
            CHECKPOINTS,
            (pipeline, kind, name, state, message) ->
                told.add("%s %s %s: %s".formatted(kind, name, state, message)));
    engine = PipelineEngine.open(definition, environment, () -> {}, sink -> () -> {});
  }

  @AfterEach
  void close() throws Exception {
    engine.close();
  }

  @Test
  void shouldTellOfARecord() throws Exception {
    work(2);
    PipelineStatus status = status();
    assertThat(status.sources().get(0).lastReason()).isEmpty();
    assertThat(status.queries().get(0).lastReason()).contains("failing", "no such device");
    assertThat(told).noneMatch(line -> line.startsWith("query"));
    work(1);
    assertThat(status().sources().get(0).lastReason()).contains("found 2 values");
  }

  @Test
  void shouldTellOfARowOfTheResultAndLogIt() throws Exception {
    work(1);
    assertThat(status().queries().get(0).lastReason()).isEmpty();
    clock.advance(2 * SECOND);
    work(0);
    assertThat(status().queries().get(0).resultsQuarantined()).isEqualTo(1);
    assertThat(status().queries().get(0).lastReason()).contains("nobody there");
    assertThat(told)
        .filteredOn(line -> line.startsWith("query"))
        .singleElement()
        .asString()
        .startsWith("query hot DEGRADED: a row of the result is missing: ")
        .contains("failing", "nobody there");
    told.clear();
    work(1);
    assertThat(told).as("once").isEmpty();
  }

  private PipelineStatus status() {
    HealthBoard board = new HealthBoard((pipeline, kind, name, state, message) -> {});
    return StatusReader.read(engine, PipelineStatus.State.RUNNING, board, clock.epochMicros());
  }

  /** All that is due now. */
  private void work(int records) throws Exception {
    source.arrive(records);
    int work = 1;
    while (work > 0) {
      work = engine.doWork();
      engine.sinks().get(0).doWork();
    }
  }
}
