package io.weir.operators.column;

import java.time.Instant;

/** Instants as microseconds. */
public final class Instants {

  private Instants() {}

  /**
   * The microseconds since the epoch. {@code ChronoUnit.MICROS.between} counts nanoseconds on the
   * way, and fails beyond 292 years.
   *
   * @param instant of a timestamp column
   * @return microseconds
   */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }
}
