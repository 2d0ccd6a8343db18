package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format that throws for what a record holds costs that record alone. */
class BrokenFormatTest {

  private static final long SECOND = EngineRig.SECOND;

  /** {@link LineFormat} throws for a number that is none, in the midst of a row. */
  private final ListSource source =
      new ListSource(
          List.of("a,1,1,0", "b,x,1,0", "c,1", "d,2,2,1", "e,3,2,hot", "f,4,3,1", "g,5,3,1"));

  @TempDir Path folder;

  @Test
  void shouldQuarantineTheRecordThatItThrowsFor() throws Exception {
    QueueSink sink = new QueueSink();
    ManualClock clock = new ManualClock(1_000 * SECOND);
    HealthBoard board = new HealthBoard((pipeline, kind, name, state, message) -> {});
    PipelineEngine engine =
        EngineRig.open(
            EngineRig.keyedState(source, sink, 0, new Absence(Duration.ofSeconds(5))),
            folder,
            clock,
            Duration.ofSeconds(60));
    try {
      source.arrive(7);
      while (engine.doWork() > 0) {
        engine.sinks().get(0).doWork();
      }
      PipelineStatus.SourceStatus readings =
          StatusReader.read(engine, PipelineStatus.State.RUNNING, board, clock.epochMicros())
              .sources()
              .get(0);
      assertThat(readings.fates()).containsEntry(Fate.ACCEPTED, 4L);
      assertThat(readings.fates()).containsEntry(Fate.REJECTED, 3L);
      assertThat(readings.lastReason())
          .contains("the format line failed: java.lang.NumberFormatException", "hot", "correct it");
    } finally {
      engine.close();
    }
  }
}
