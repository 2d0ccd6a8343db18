package io.weir.simulator.truth;

import java.time.Duration;

/**
 * What the pipeline under test does, as far as the truth depends on it: PIPELINE.md's query {@code
 * hot} and the checks at its source.
 *
 * @param windowMicros length of a window
 * @param slideMicros time between the starts of two windows
 * @param watermarkDelayMicros how far event time may be out of order
 * @param maxAheadMicros how far in the future an event time may be; {@link #OFF} to switch off
 * @param minPriority the least priority that passes the filter
 * @param field the field that is averaged
 * @param skewMicros how far two messages may overtake each other on the way to the gateway, in time
 *     due: a message was published only when every message due this much earlier was acknowledged.
 *     0 means that they arrive exactly in the order of the ledger.
 */
public record Meaning(
    long windowMicros,
    long slideMicros,
    long watermarkDelayMicros,
    long maxAheadMicros,
    int minPriority,
    String field,
    long skewMicros) {

  /** No limit for event times in the future. */
  public static final long OFF = Long.MAX_VALUE;

  /** Windows of 30 s every 10 s, watermark 2 s, an hour ahead, priority 3, {@code temp}. */
  public static final Meaning DEMO =
      new Meaning(30_000_000, 10_000_000, 2_000_000, 3_600_000_000L, 3, "temp", 500_000);

  /** Checks the numbers. */
  public Meaning {
    if (windowMicros < 1 || slideMicros < 1 || watermarkDelayMicros < 0 || skewMicros < 0) {
      throw new IllegalArgumentException("window and slide are positive, delays not negative");
    }
  }

  /** The same with another skew, in microseconds. */
  public Meaning withSkewMicros(long newSkewMicros) {
    return new Meaning(
        windowMicros,
        slideMicros,
        watermarkDelayMicros,
        maxAheadMicros,
        minPriority,
        field,
        newSkewMicros);
  }

  /** The same with another watermark delay. */
  public Meaning withWatermark(Duration delay) {
    return new Meaning(
        windowMicros,
        slideMicros,
        delay.toNanos() / 1000,
        maxAheadMicros,
        minPriority,
        field,
        skewMicros);
  }

  /** The same with other windows. */
  public Meaning withWindow(Duration window, Duration slide) {
    return new Meaning(
        window.toNanos() / 1000,
        slide.toNanos() / 1000,
        watermarkDelayMicros,
        maxAheadMicros,
        minPriority,
        field,
        skewMicros);
  }

  /** The same without a limit for event times in the future. */
  public Meaning withoutMaxAhead() {
    return new Meaning(
        windowMicros, slideMicros, watermarkDelayMicros, OFF, minPriority, field, skewMicros);
  }
}
