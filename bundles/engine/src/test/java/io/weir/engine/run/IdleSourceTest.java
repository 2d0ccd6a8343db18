package io.weir.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleSourceTest {

  private static final long SECOND = EngineRig.SECOND;
  private static final long IDLE = 30 * SECOND;

  @TempDir Path folder;

  private final ListSource source =
      new ListSource(List.of("a,1,5000000,1.0", "a,2,10000000,2.0", "a,3,11000000,4.0"));
  private final Upstream upstream = new Upstream(new Random(1));
  private final ManualClock clock = new ManualClock(1_000 * SECOND);
  private final PipelineDefinition definition =
      EngineRig.definition(source, upstream, 100_000, IDLE);

  @Test
  void shouldMoveToTheGreatestEventTimeWhenTheSourceFallsSilent() throws Exception {
    PipelineEngine engine = EngineRig.open(definition, folder, clock);
    source.arrive(2);
    work(engine, 20 * SECOND);
    assertThat(upstream.rows()).isEmpty();
    work(engine, 11 * SECOND);
    assertThat(upstream.rows().values()).containsExactly("1970-01-01T00:00:00Z,a,1,1.0");
    work(engine, 600 * SECOND);
    assertThat(upstream.rows()).as("never further").hasSize(1);
    engine.close();
  }

  @Test
  void shouldNotTakeAStopForSilence() throws Exception {
    PipelineEngine before = EngineRig.open(definition, folder, clock);
    source.arrive(2);
    work(before, SECOND);
    before.close();
    clock.advance(3_600 * SECOND);
    PipelineEngine engine = EngineRig.open(definition, folder, clock);
    work(engine, 20 * SECOND);
    assertThat(upstream.rows()).isEmpty();
    work(engine, 11 * SECOND);
    assertThat(upstream.rows()).hasSize(1);
    engine.abandon();
    PipelineEngine replayed = EngineRig.open(definition, folder, clock);
    assertThat(replayed.core().queries().get(0).query().watermarkMicros()).isEqualTo(10 * SECOND);
    replayed.close();
  }

  private void work(PipelineEngine engine, long micros) throws Exception {
    for (long done = 0; done < micros; done += SECOND / 4) {
      clock.advance(SECOND / 4);
      engine.doWork();
      engine.sinks().get(0).doWork();
    }
  }
}
