package io.weir.operators.function.time;

import io.weir.operators.function.cast.TimeText;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Units of time by name, and arithmetic with them on microseconds in UTC. */
final class TimeUnits {

  private TimeUnits() {}

  /** A unit by its name in the singular or plural, or one of Spark's short names. */
  static @Nullable ChronoUnit unit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "year", "years", "yyyy", "yy" -> ChronoUnit.YEARS;
      case "month", "months", "mon", "mm" -> ChronoUnit.MONTHS;
      case "week", "weeks" -> ChronoUnit.WEEKS;
      case "day", "days", "dd", "dayofyear" -> ChronoUnit.DAYS;
      case "hour", "hours" -> ChronoUnit.HOURS;
      case "minute", "minutes" -> ChronoUnit.MINUTES;
      case "second", "seconds" -> ChronoUnit.SECONDS;
      case "millisecond", "milliseconds" -> ChronoUnit.MILLIS;
      case "microsecond", "microseconds" -> ChronoUnit.MICROS;
      default -> null;
    };
  }

  /** The microseconds of a unit of fixed length; 0 for months and years. */
  static long micros(ChronoUnit unit) {
    return unit.compareTo(ChronoUnit.WEEKS) > 0 ? 0 : unit.getDuration().toNanos() / 1000;
  }

  static boolean isQuarter(String name) {
    return name.equalsIgnoreCase("quarter") || name.equalsIgnoreCase("quarters");
  }

  /** The start of the unit that a time is in; null if there is no such unit. */
  static @Nullable Long truncated(String unitName, long micros) {
    if (isQuarter(unitName)) {
      return startOfDay(quarter(TimeText.dateTime(micros).toLocalDate()));
    }
    ChronoUnit unit = unit(unitName);
    if (unit == null) {
      return null;
    }
    long length = micros(unit);
    if (unit != ChronoUnit.WEEKS && length > 0) {
      return micros - Math.floorMod(micros, length);
    }
    return startOfDay(dateTruncated(unit, TimeText.dateTime(micros).toLocalDate()));
  }

  static LocalDate dateTruncated(ChronoUnit unit, LocalDate date) {
    return switch (unit) {
      case YEARS -> date.withDayOfYear(1);
      case MONTHS -> date.withDayOfMonth(1);
      case WEEKS -> date.minusDays(date.getDayOfWeek().getValue() - 1L);
      default -> date;
    };
  }

  static LocalDate quarter(LocalDate date) {
    return date.withDayOfMonth(1).withMonth((date.getMonthValue() - 1) / 3 * 3 + 1);
  }

  private static long startOfDay(LocalDate date) {
    return Math.multiplyExact(date.toEpochDay(), TimeText.MICROS_PER_DAY);
  }

  static long plus(long micros, long amount, ChronoUnit unit) {
    long length = micros(unit);
    if (length > 0) {
      return Math.addExact(micros, Math.multiplyExact(amount, length));
    }
    LocalDateTime time = TimeText.dateTime(micros);
    return TimeText.micros(time.plus(amount, unit));
  }

  /** Whole units from one time to another. */
  static long between(long from, long to, ChronoUnit unit) {
    long length = micros(unit);
    if (length > 0) {
      return Math.subtractExact(to, from) / length;
    }
    return unit.between(TimeText.dateTime(from), TimeText.dateTime(to));
  }
}
