package io.weir.api;

/**
 * The one way to learn the time. Operators never hold a clock: they are told the time by value.
 *
 * <p>Two kinds of time must not be mixed: epoch time may jump (bad clocks, NTP), monotonic time
 * measures spans only.
 *
 * <p>Thread: any.
 */
public interface Clock {

  /**
   * Epoch time.
   *
   * @return microseconds since 1970-01-01T00:00:00Z; may jump in both directions
   */
  long epochMicros();

  /**
   * Monotonic time, for deadlines and spans.
   *
   * @return nanoseconds since an arbitrary origin; never runs backwards in one process
   */
  long monotonicNanos();

  /**
   * The clock of this machine.
   *
   * @return a clock with microsecond epoch time
   */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
