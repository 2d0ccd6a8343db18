package io.weir.simulator.output;

import java.util.function.LongSupplier;

/** How fast virtual time runs. */
public final class Pace {

  private final double speed;
  private final LongSupplier nanoTime;
  private long startNanos;
  private boolean started;

  private Pace(double speed, LongSupplier nanoTime) {
    this.speed = speed;
    this.nanoTime = nanoTime;
  }

  /**
   * Virtual time a number of times faster than real time; 1 is real time.
   *
   * @param speed positive, or infinite for no waiting at all
   */
  public static Pace of(double speed) {
    return of(speed, System::nanoTime);
  }

  static Pace of(double speed, LongSupplier nanoTime) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("the speed must be positive");
    }
    return new Pace(speed, nanoTime);
  }

  /**
   * How long to wait until an emission is due, in nanoseconds; not positive if it is due already.
   * Time starts with the first call.
   */
  long nanosUntil(long dueMicros) {
    if (Double.isInfinite(speed)) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    if (!started) {
      started = true;
      startNanos = now;
    }
    return startNanos + (long) (dueMicros * 1000 / speed) - now;
  }
}
