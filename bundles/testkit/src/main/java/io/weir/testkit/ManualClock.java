package io.weir.testkit;

import io.weir.api.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. Epoch time may be set back, as bad clocks do;
 * monotonic time never runs backwards.
 *
 * <p>Thread: any.
 */
public final class ManualClock implements Clock {

  private final AtomicLong epochMicros;
  private final AtomicLong monotonicNanos = new AtomicLong();

  /**
   * A clock that shows a time.
   *
   * @param start the epoch time that it shows until it is moved
   */
  public ManualClock(Instant start) {
    this.epochMicros = new AtomicLong(micros(start));
  }

  /**
   * Lets time pass, for both kinds of time.
   *
   * @param time how much, not negative
   * @throws IllegalArgumentException if it is negative: time that passes runs forward; to set a
   *     clock back use {@link #set}
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time that passes is " + time + ", expected 0 or more");
    }
    epochMicros.addAndGet(time.toNanos() / 1_000);
    monotonicNanos.addAndGet(time.toNanos());
  }

  /**
   * Sets epoch time, forward or back, as a user or NTP does. No time passes.
   *
   * @param time what the clock shows from now on
   */
  public void set(Instant time) {
    epochMicros.set(micros(time));
  }

  @Override
  public long epochMicros() {
    return epochMicros.get();
  }

  @Override
  public long monotonicNanos() {
    return monotonicNanos.get();
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
