package io.weir.operators.function.time;

import io.weir.operators.expr.RowFailure;
import io.weir.operators.function.cast.TimeText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of date and time, with the formatter of the row before kept. The zone is UTC unless the
 * pattern has one.
 *
 * <p>Thread: one at a time.
 */
public final class TimeFormat {

  static final String DEFAULT = "yyyy-MM-dd HH:mm:ss";

  private @Nullable String pattern;
  private @Nullable DateTimeFormatter formatter;

  /** None yet. */
  public TimeFormat() {}

  /**
   * Checks a pattern.
   *
   * @param pattern as Spark has it
   * @throws RowFailure if it is none
   */
  public static void check(String pattern) {
    new TimeFormat().formatter(pattern);
  }

  /**
   * Writes a time.
   *
   * @param micros since the epoch
   * @param format a pattern
   * @return as text
   * @throws RowFailure if that is no pattern, or the time lacks what it asks for
   */
  public String write(long micros, String format) {
    try {
      return formatter(format).format(TimeText.dateTime(micros).atZone(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new RowFailure("'%s' cannot be written: %s".formatted(format, e.getMessage()));
    }
  }

  /**
   * Reads a time.
   *
   * @param text a time
   * @param format a pattern
   * @return microseconds since the epoch
   * @throws RowFailure if that is no pattern, or the text does not match it
   */
  public long read(String text, String format) {
    try {
      TemporalAccessor parsed = formatter(format).parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalDateTime time = LocalDateTime.of(date == null ? dateOf(parsed) : date, timeOf(parsed));
      ZoneId zone = parsed.query(TemporalQueries.zone());
      return TimeText.micros(
          zone == null
              ? time
              : time.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
    } catch (DateTimeException | ArithmeticException e) {
      throw new RowFailure(
          "'%s' does not match the pattern '%s'; use try_to_timestamp to get null instead"
              .formatted(text, format));
    }
  }

  /** What the pattern lacks is the first of its kind, of 1970. */
  private static LocalDate dateOf(TemporalAccessor parsed) {
    int year =
        parsed.isSupported(ChronoField.YEAR)
            ? parsed.get(ChronoField.YEAR)
            : field(parsed, ChronoField.YEAR_OF_ERA, 1970);
    return LocalDate.of(
        year,
        field(parsed, ChronoField.MONTH_OF_YEAR, 1),
        field(parsed, ChronoField.DAY_OF_MONTH, 1));
  }

  private static LocalTime timeOf(TemporalAccessor parsed) {
    LocalTime time = parsed.query(TemporalQueries.localTime());
    if (time != null) {
      return time;
    }
    int hour =
        parsed.isSupported(ChronoField.AMPM_OF_DAY)
            ? field(parsed, ChronoField.HOUR_OF_AMPM, 0) + 12 * parsed.get(ChronoField.AMPM_OF_DAY)
            : field(parsed, ChronoField.HOUR_OF_DAY, 0);
    return LocalTime.of(
        hour,
        field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
        field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
        field(parsed, ChronoField.NANO_OF_SECOND, 0));
  }

  private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
    return parsed.isSupported(field) ? parsed.get(field) : otherwise;
  }

  private DateTimeFormatter formatter(String format) {
    DateTimeFormatter known = formatter;
    if (known == null || !format.equals(pattern)) {
      try {
        known =
            new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(format)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.US)
                .withChronology(IsoChronology.INSTANCE)
                .withResolverStyle(ResolverStyle.STRICT);
      } catch (IllegalArgumentException e) {
        throw new RowFailure(
            "'%s' is not a pattern of date and time: %s".formatted(format, e.getMessage()));
      }
      formatter = known;
      pattern = format;
    }
    return known;
  }
}
