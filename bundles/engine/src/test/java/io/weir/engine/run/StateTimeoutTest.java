package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.run.PipelineStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timeouts of processing time come though nothing else does: on the pipeline's own thread. */
class StateTimeoutTest {

  private static final long MILLI = 1_000;
  private static final long TRIGGER = 50 * MILLI;
  private static final long START = 1_000_000 * MILLI;
  private static final Duration AFTER = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final ListSource source =
      new ListSource(List.of("a,1,1,0", "b,2,2,0", "a,3,3,0", "never,4,4,0"));
  private final QueueSink sink = new QueueSink();
  private final ManualClock clock = new ManualClock(START);
  private final PipelineDefinition definition =
      EngineRig.keyedState(source, sink, TRIGGER, new Absence(AFTER));
  private PipelineRunner runner;

  @AfterEach
  void end() throws Exception {
    if (runner != null) {
      stop();
    }
  }

  @Test
  void shouldComeOnALivePipeline() throws Exception {
    start();
    source.arrive(1);
    assertThat(sink.take()).isEqualTo("a,1,null");
    clock.advance(400 * MILLI);
    assertThat(sink.take()).isEqualTo("a,1,1970-01-01T00:16:40.300Z");
    source.arrive(2);
    assertThat(sink.present()).as("once").isEmpty();
    clock.advance(TRIGGER);
    assertThat(List.of(sink.take(), sink.take())).containsExactly("b,1,null", "a,1,null");
  }

  @Test
  void shouldComeAtTheirTimeAfterARestart() throws Exception {
    start();
    source.arrive(1);
    assertThat(sink.take()).isEqualTo("a,1,null");
    stop();
    clock.advance(100 * MILLI);
    start();
    source.arrive(1);
    clock.advance(TRIGGER);
    assertThat(sink.take()).as("not before its time").isEqualTo("b,1,null");
    clock.advance(150 * MILLI);
    assertThat(sink.take()).isEqualTo("a,1,1970-01-01T00:16:40.300Z");
    clock.advance(300 * MILLI);
    assertThat(sink.take()).startsWith("b,1,1970-01-01T00:16:40.4");
  }

  @Test
  void shouldComeAfterARestartIfTheyBecameDueMeanwhile() throws Exception {
    start();
    source.arrive(1);
    assertThat(sink.take()).isEqualTo("a,1,null");
    stop();
    clock.advance(Duration.ofDays(1).toMillis() * MILLI);
    start();
    assertThat(sink.take()).isEqualTo("a,1,1970-01-01T00:16:40.300Z");
  }

  @Test
  void shouldCountFromTheTriggerAlsoIfTheStopCameBetween() throws Exception {
    PipelineEngine engine = open();
    source.arrive(1);
    work(engine);
    assertThat(sink.present()).containsExactly("a,1,null");
    clock.advance(10 * MILLI);
    source.arrive(1);
    work(engine);
    engine.close();

    engine = open();
    work(engine);
    assertThat(sink.present()).containsExactly("b,1,null");
    clock.advance(290 * MILLI);
    work(engine);
    assertThat(sink.present()).containsExactly("a,1,1970-01-01T00:16:40.300Z");
    clock.advance(10 * MILLI);
    work(engine);
    assertThat(sink.present()).as("not before its trigger").isEmpty();
    clock.advance(TRIGGER);
    work(engine);
    assertThat(sink.present()).containsExactly("b,1,1970-01-01T00:16:40.310Z");
    engine.close();
  }

  @Test
  void shouldLetTheThreadSleepUntilThen() throws Exception {
    PipelineEngine engine = open();
    source.arrive(1);
    work(engine);
    assertThat(engine.waitNanos()).isEqualTo(AFTER.toNanos());
    clock.advance(280 * MILLI);
    assertThat(engine.waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    clock.advance(40 * MILLI);
    assertThat(engine.waitNanos()).isZero();
    work(engine);
    assertThat(engine.waitNanos()).as("nothing to wait for").isGreaterThan(AFTER.toNanos());
    engine.close();
  }

  private void start() throws Exception {
    runner =
        new PipelineRunner(
            definition, EngineRig.environment(folder, clock, Duration.ofSeconds(60)));
    runner.start();
    assertThat(runner.awaitOpen(PATIENCE)).isTrue();
  }

  private void stop() throws Exception {
    assertThat(runner.stop(PATIENCE)).isTrue();
    assertThat(runner.status().state()).isEqualTo(State.STOPPED);
    assertThat(runner.failure()).isNull();
    runner = null;
  }

  private PipelineEngine open() throws Exception {
    return EngineRig.open(definition, folder, clock, Duration.ofSeconds(60));
  }

  /** All that is due now. */
  private void work(PipelineEngine engine) throws Exception {
    int work = 1;
    while (work > 0) {
      work = engine.doWork();
      engine.sinks().get(0).doWork();
    }
  }
}
