package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.plant.BlockingState;
import io.weir.engine.run.PipelineStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that blocks holds its pipeline up, and is told of. */
class BlockedBatchTest {

  private static final long SECOND = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void shouldSayWhereABatchHangs() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    ManualClock clock = new ManualClock(1_000 * SECOND);
    ListSource source = new ListSource(List.of("a,1,1,0"));
    QueueSink sink = new QueueSink();
    PipelineRunner runner =
        new PipelineRunner(
            EngineRig.keyedState(source, sink, 0, new BlockingState(called, released)),
            EngineRig.environment(folder, clock, Duration.ofSeconds(60)));
    runner.start();
    assertThat(runner.awaitOpen(PATIENCE)).isTrue();
    source.arrive(1);
    called.await();
    clock.advance(4 * SECOND);
    assertThat(runner.status().message()).isEmpty();
    clock.advance(8 * SECOND);
    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
    assertThat(runner.status().message())
        .contains("taken 12 s", "at com.example.plant.BlockingState.update(BlockingState.java:")
        .contains("must not block", "nothing is acknowledged");
    released.countDown();
    assertThat(sink.take()).isEqualTo("a,1,null");
    assertThat(runner.stop(PATIENCE)).isTrue();
    assertThat(runner.status().message()).isEmpty();
  }
}
