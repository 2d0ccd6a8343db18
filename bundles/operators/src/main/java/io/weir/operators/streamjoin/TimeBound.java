package io.weir.operators.streamjoin;

/**
 * How far the event times of a pair may be apart, and what follows from it.
 *
 * @param leastMicros the least that the right one may be after the left one; {@link Long#MIN_VALUE}
 *     for no bound
 * @param mostMicros the most; {@link Long#MAX_VALUE} for no bound
 */
public record TimeBound(long leastMicros, long mostMicros) {

  private boolean endsLeft() {
    return mostMicros != Long.MAX_VALUE;
  }

  private boolean endsRight() {
    return leastMicros != Long.MIN_VALUE;
  }

  /** Whether the watermark bounds the state, so that a row before it is late. */
  boolean bounds() {
    return endsLeft() || endsRight();
  }

  /** The first time that a partner of a row can have. */
  long first(boolean left, long timeMicros) {
    if (left) {
      return endsRight() ? plus(timeMicros, leastMicros) : Long.MIN_VALUE;
    }
    return endsLeft() ? plus(timeMicros, -mostMicros) : Long.MIN_VALUE;
  }

  /** The last time that a partner of a row can have. */
  long last(boolean left, long timeMicros) {
    if (left) {
      return endsLeft() ? plus(timeMicros, mostMicros) : Long.MAX_VALUE;
    }
    return endsRight() ? plus(timeMicros, -leastMicros) : Long.MAX_VALUE;
  }

  /** The least watermark at which a row can have no partner any more. */
  long due(boolean left, long timeMicros) {
    if (left) {
      return endsLeft() ? plus(timeMicros, plus(mostMicros, 1)) : Long.MAX_VALUE;
    }
    return endsRight() ? plus(timeMicros, plus(-leastMicros, 1)) : Long.MAX_VALUE;
  }

  /** The sum, or the end of time. */
  static long plus(long a, long b) {
    long sum = a + b;
    boolean over = ((a ^ sum) & (b ^ sum)) < 0;
    return over ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
