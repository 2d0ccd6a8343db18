package io.weir.connectors.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.connector.Source;
import io.weir.connectors.Taken;
import io.weir.connectors.TestContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateSourceTest {

  private static final Duration RAMP = Duration.ofSeconds(10);

  @Test
  void shouldMakeRowsByTheClockAndGoOnWithTheValues() throws Exception {
    Map<String, Object> options = Map.of("rows-per-second", 2, "ramp-up", Duration.ZERO, "rows", 5);
    TestContext context = new TestContext(options);
    Source source = new RateSourceType().open(context);
    source.start();
    assertThat(Taken.all(source)).containsExactly("{\"value\":0,\"timestamp\":1700000000000}");
    context.clock.advance(Duration.ofMillis(499));
    assertThat(Taken.all(source)).isEmpty();
    context.clock.advance(Duration.ofMillis(501));
    assertThat(Taken.all(source))
        .containsExactly(
            "{\"value\":1,\"timestamp\":1700000000500}",
            "{\"value\":2,\"timestamp\":1700000001000}");
    ByteBuffer position = Taken.commit(source);
    source.close();

    context.clock.advance(Duration.ofHours(1));
    Source next = new RateSourceType().open(context);
    next.restore(position);
    next.start();
    assertThat(Taken.all(next)).containsExactly("{\"value\":3,\"timestamp\":1700003601000}");
    context.clock.advance(Duration.ofSeconds(5));
    assertThat(next.exhausted()).isFalse();
    assertThat(Taken.all(next)).containsExactly("{\"value\":4,\"timestamp\":1700003601500}");
    assertThat(next.exhausted()).isTrue();
    next.close();
  }

  @Test
  void shouldRiseInAStraightLineThenStaySteady() {
    Schedule schedule = new Schedule(100, RAMP.toNanos() / 1000);
    assertThat(schedule.dueAfter(5_000_000) - 1).isEqualTo(125);
    assertThat(schedule.dueAfter(10_000_000) - 1).isEqualTo(500);
    assertThat(schedule.dueAfter(20_000_000) - 1).isEqualTo(1500);
    long before = 0;
    for (long n = 0; n < 3000; n++) {
      long due = schedule.dueMicros(n);
      assertThat(due).isGreaterThanOrEqualTo(before);
      assertThat(schedule.dueAfter(due)).isGreaterThan(n);
      if (due > 0) {
        assertThat(schedule.dueAfter(due - 1)).isLessThanOrEqualTo(n);
      }
      before = due;
    }
  }

  @Test
  void shouldRefuseARateOutOfBounds() {
    TestContext context = new TestContext(Map.of("rows-per-second", 0, "ramp-up", Duration.ZERO));
    assertThatThrownBy(() -> new RateSourceType().open(context))
        .hasMessage("rows-per-second: found 0, expected 1 to 10000000");
  }
}
