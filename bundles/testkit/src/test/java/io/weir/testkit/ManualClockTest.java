package io.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void shouldStandStillUntilMoved() {
    long before = clock.epochMicros();
    clock.advance(Duration.ofMillis(1500));
    assertThat(clock.epochMicros() - before).isEqualTo(1_500_000);
    assertThat(clock.monotonicNanos()).isEqualTo(1_500_000_000);
  }

  @Test
  void shouldSetEpochTimeBackAndLetNoTimePass() {
    clock.set(Instant.parse("1970-01-01T00:00:01.000002Z"));
    assertThat(clock.epochMicros()).isEqualTo(1_000_002);
    assertThat(clock.monotonicNanos()).isZero();
  }

  @Test
  void shouldRefuseToPassBackwards() {
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .hasMessageContaining("expected 0 or more");
  }
}
