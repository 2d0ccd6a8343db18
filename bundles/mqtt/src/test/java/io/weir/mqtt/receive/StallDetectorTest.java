package io.weir.mqtt.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When silence is a full window, and when it is only silence. */
class StallDetectorTest {

  private final StallDetector detector = new StallDetector();
  private long nowMillis = 1_000_000;

  @Test
  void shouldSuspectAfterSilenceAndProveItByDeliveriesAtOnce() {
    for (int silence : new int[] {10, 12, 48}) {
      arrive(1, 20);
      assertThat(suspects(silence - 1, 20)).isFalse();
      assertThat(suspects(1, 20)).isTrue();
      assertThat(detector.takeProof()).isZero();
      commit();
    }
    arrive(1, 20);
    assertThat(detector.takeProof()).isEqualTo(20);
    assertThat(detector.takeProof()).isZero(); // once
    assertThat(suspects(10, 20)).isTrue(); // known now
  }

  @Test
  void shouldNotTakeARegularBeatForAWindow() {
    for (int beat = 1; beat < 400; beat++) {
      StallDetector fresh = new StallDetector();
      long now = 1;
      for (int message = 0; message < 50; message++) {
        fresh.arrived(TimeUnit.MILLISECONDS.toNanos(now), 1);
        for (int waited = 1; waited < beat; waited++) {
          if (fresh.suspects(TimeUnit.MILLISECONDS.toNanos(now + waited), 1)) {
            fresh.acknowledged(TimeUnit.MILLISECONDS.toNanos(now + waited));
          }
        }
        now += beat;
      }
      assertThat(fresh.provedWindow()).as("a beat of %d ms", beat).isZero();
    }
  }

  @Test
  void shouldNotTakePausesOfABusyStreamForAWindow() {
    for (int round = 0; round < 100; round++) {
      arrive(1, 20);
      assertThat(suspects(48, 20 + 7 * (round % 9))).isTrue();
      commit();
    }
    arrive(1, 1);
    assertThat(detector.takeProof()).isZero();
    assertThat(detector.provedWindow()).isZero();
  }

  @Test
  void shouldNotSuspectWhenNothingIsUnacknowledged() {
    arrive(0, 1);
    assertThat(suspects(60_000, 0)).isFalse();
  }

  @Test
  void shouldTryOutASuspicionOnce() {
    arrive(0, 1);
    assertThat(suspects(10, 3)).isTrue();
    assertThat(suspects(1, 3)).isTrue(); // until the commit comes
    commit();
    assertThat(suspects(60_000, 3)).isFalse();
  }

  @Test
  void shouldGrowMorePatientWithASlowStream() {
    int commits = 0;
    for (int message = 0; message < 1_000; message++) {
      arrive(500, 1); // two a second
      for (int waited = 0; waited < 400; waited += 10) {
        if (suspects(10, 1)) {
          commits++;
          commit();
        }
      }
      nowMillis -= 400;
    }
    assertThat(commits).isLessThan(10);
  }

  private void arrive(int afterMillis, int deliveries) {
    nowMillis += afterMillis;
    detector.arrived(nanos(), deliveries);
  }

  private boolean suspects(int afterMillis, int unacknowledged) {
    nowMillis += afterMillis;
    return detector.suspects(nanos(), unacknowledged);
  }

  private void commit() {
    detector.acknowledged(nanos());
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }
}
