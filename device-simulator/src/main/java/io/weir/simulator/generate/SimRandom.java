package io.weir.simulator.generate;

import io.weir.simulator.fleet.Seeds;
import io.weir.simulator.fleet.Span;

/**
 * A small random generator (SplitMix64) with the same numbers on every JDK and processor. Eight
 * bytes of state, so that every device can have its own.
 */
final class SimRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SimRandom(long seed) {
    this.state = seed;
  }

  long nextLong() {
    long value = Seeds.mix(state);
    state += GOLDEN_GAMMA;
    return value;
  }

  /** Evenly from 0, inclusive, to 1, exclusive. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Evenly from 0, inclusive, to a positive bound, exclusive. */
  int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  /** True for a share of the draws. Draws nothing when the share is 0. */
  boolean chance(double share) {
    return share > 0 && nextDouble() < share;
  }

  long between(Span span) {
    return span.minMicros() + (long) (nextDouble() * (span.maxMicros() - span.minMicros() + 1));
  }

  double between(double min, double max) {
    return min + nextDouble() * (max - min);
  }

  /** A positive time with the given mean, memoryless as faults are. */
  long exponentialMicros(long meanMicros) {
    return 1 + (long) (-StrictMath.log(1 - nextDouble()) * meanMicros);
  }

  /**
   * Nearly Gaussian with mean 0 and deviation 1, never beyond 6: the sum of twelve even draws of 16
   * bits (Irwin-Hall), which costs three words and no logarithm.
   */
  double nextGaussian() {
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      long word = nextLong();
      sum += (word & 0xFFFF) + (word >>> 16 & 0xFFFF) + (word >>> 32 & 0xFFFF) + (word >>> 48);
    }
    return (sum + 6) / 65536.0 - 6;
  }
}
