package io.weir.sql.literal;

import java.util.Locale;
import java.util.Map;

/**
 * A span of time: months, and a fixed length. A day is 24 hours, because times are instants in UTC.
 *
 * @param months years and months
 * @param micros weeks to microseconds
 */
public record Interval(long months, long micros) {

  /** Nothing. */
  public static final Interval ZERO = new Interval(0, 0);

  private static final long SECOND = 1_000_000L;

  /** Units of fixed length, in microseconds. */
  private static final Map<String, Long> FIXED =
      Map.of(
          "microsecond", 1L,
          "millisecond", 1_000L,
          "second", SECOND,
          "minute", 60 * SECOND,
          "hour", 3_600 * SECOND,
          "day", 86_400 * SECOND,
          "week", 7 * 86_400 * SECOND);

  /** Units of the calendar, in months. */
  private static final Map<String, Long> CALENDAR = Map.of("month", 1L, "quarter", 3L, "year", 12L);

  /** The names of the units, for messages. */
  static final String UNITS =
      "microseconds, milliseconds, seconds, minutes, hours, days, weeks, months or years";

  /** Whether a word, singular or plural, is a unit. */
  static boolean isUnit(String unit) {
    String name = singular(unit);
    return FIXED.containsKey(name) || CALENDAR.containsKey(name);
  }

  /**
   * A number of units.
   *
   * @param amount how many
   * @param unit singular or plural, in any case, one of {@link #isUnit}
   * @return the interval
   * @throws ArithmeticException if it is too long
   */
  public static Interval of(long amount, String unit) {
    String name = singular(unit);
    Long months = CALENDAR.get(name);
    if (months != null) {
      return new Interval(Math.multiplyExact(amount, months), 0);
    }
    Long micros = FIXED.get(name);
    if (micros == null) {
      throw new IllegalArgumentException(unit);
    }
    return new Interval(0, Math.multiplyExact(amount, micros));
  }

  private static String singular(String unit) {
    String name = unit.toLowerCase(Locale.ROOT);
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException if it is too long
   */
  Interval plus(Interval other) {
    return new Interval(Math.addExact(months, other.months), Math.addExact(micros, other.micros));
  }

  /**
   * The same span backwards.
   *
   * @throws ArithmeticException if it is too long
   */
  public Interval negated() {
    return new Interval(Math.negateExact(months), Math.negateExact(micros));
  }
}
