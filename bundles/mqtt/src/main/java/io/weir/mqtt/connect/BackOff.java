package io.weir.mqtt.connect;

import java.util.Random;

/**
 * How long to wait before each new attempt: doubling up to a cap, each delay drawn from its upper
 * half, so that a thousand gateways do not knock in step after a broker's restart.
 *
 * <p>Thread: one at a time.
 */
public final class BackOff {

  private final Random random;
  private final long firstNanos;
  private final long capNanos;
  private long ceilingNanos;

  /**
   * A fresh one.
   *
   * @param seed of the jitter
   * @param firstNanos the greatest first delay
   * @param capNanos the greatest delay at all
   */
  public BackOff(long seed, long firstNanos, long capNanos) {
    this.random = new Random(seed);
    this.firstNanos = firstNanos;
    this.capNanos = capNanos;
    this.ceilingNanos = firstNanos;
  }

  /**
   * The next delay.
   *
   * @return nanoseconds, between half and all of the present ceiling
   */
  public long nextDelayNanos() {
    long delayNanos = ceilingNanos - (long) (random.nextDouble() * 0.5 * ceilingNanos);
    ceilingNanos = Math.min(capNanos, ceilingNanos * 2);
    return delayNanos;
  }

  /** The connection held: begin again with the first delay. */
  public void reset() {
    ceilingNanos = firstNanos;
  }
}
