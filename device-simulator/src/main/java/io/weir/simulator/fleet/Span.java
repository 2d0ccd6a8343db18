package io.weir.simulator.fleet;

/**
 * A range of durations from which one is drawn evenly.
 *
 * @param minMicros the shortest, inclusive
 * @param maxMicros the longest, inclusive; not below {@code minMicros}
 */
public record Span(long minMicros, long maxMicros) {

  /** No time at all. */
  public static final Span ZERO = new Span(0, 0);

  /** Checks the order of the bounds. */
  public Span {
    if (maxMicros < minMicros) {
      throw new IllegalArgumentException("the range ends before it starts");
    }
  }

  /** Whether every duration drawn from it is zero. */
  public boolean isZero() {
    return minMicros == 0 && maxMicros == 0;
  }
}
