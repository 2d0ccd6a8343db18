package io.weir.mqtt.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Delays between attempts. */
class BackOffTest {

  @Test
  void shouldDoubleUpToTheCapWithinTheUpperHalf() {
    for (int seed = 0; seed < 100; seed++) {
      BackOff backOff = new BackOff(seed, 100, 1_000);
      for (long ceiling : new long[] {100, 200, 400, 800, 1_000, 1_000, 1_000}) {
        assertThat(backOff.nextDelayNanos()).as("seed %d", seed).isBetween(ceiling / 2, ceiling);
      }
      backOff.reset();
      assertThat(backOff.nextDelayNanos()).isBetween(50L, 100L);
    }
  }

  @Test
  void shouldDifferFromGatewayToGateway() {
    long[] first =
        java.util.stream.LongStream.range(0, 50)
            .map(seed -> new BackOff(seed, 1_000_000, 2_000_000).nextDelayNanos())
            .distinct()
            .toArray();
    assertThat(first).hasSizeGreaterThan(45);
  }
}
