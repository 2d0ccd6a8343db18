package io.weir.engine.plan;

/** Lengths of time in words. */
public final class Durations {

  private static final long[] MICROS = {
    604_800_000_000L, 86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L
  };
  private static final String[] UNITS = {
    "week", "day", "hour", "minute", "second", "millisecond", "microsecond"
  };

  private Durations() {}

  /**
   * A length in words that SQL reads again.
   *
   * @param micros microseconds, 0 or more
   * @return such as {@code 1 minute 30 seconds}
   */
  public static String toText(long micros) {
    if (micros == 0) {
      return "0 seconds";
    }
    StringBuilder text = new StringBuilder();
    long rest = micros;
    for (int i = 0; i < MICROS.length; i++) {
      long count = rest / MICROS[i];
      rest %= MICROS[i];
      if (count > 0) {
        text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(UNITS[i]);
        text.append(count == 1 ? "" : "s");
      }
    }
    return text.toString();
  }
}
