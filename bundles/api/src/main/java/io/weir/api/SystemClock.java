package io.weir.api;

import java.time.Instant;

/** The machine's clock; the only place that asks the JVM for the time. */
enum SystemClock implements Clock {
  INSTANCE;

  private static final long MICROS_PER_SECOND = 1_000_000L;

  @Override
  public long epochMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * MICROS_PER_SECOND + now.getNano() / 1_000;
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }
}
