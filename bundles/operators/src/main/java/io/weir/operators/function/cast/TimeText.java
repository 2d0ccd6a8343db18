package io.weir.operators.function.cast;

import io.weir.api.data.DataType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and timestamps as text, in UTC, in the forms that Spark reads and writes: {@code 2026-11-20
 * 10:00:00.5}. The date may be followed by {@code T}, the time by a zone.
 */
public final class TimeText {

  /** A day. */
  public static final long MICROS_PER_DAY = 86_400_000_000L;

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final String DATE_FORM = "([+-]?\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2})";
  private static final Pattern DATE = Pattern.compile(DATE_FORM + "(?:[ T].*)?)?)?");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          DATE_FORM
              + "(?:[ T](\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{0,9}))?)?\\s*(\\S+)?)?)?)?");
  private static final Pattern SHORT_OFFSET = Pattern.compile("([+-])(\\d{1,2})(?::(\\d{1,2}))?");

  private TimeText() {}

  /**
   * A timestamp as text.
   *
   * @param micros since the epoch
   * @return without trailing zeros in the fraction
   */
  public static String of(long micros) {
    LocalDateTime time = dateTime(micros);
    StringBuilder text = new StringBuilder(26);
    appendDate(text, time.toLocalDate());
    text.append(' ');
    appendTwo(text, time.getHour());
    appendTwo(text.append(':'), time.getMinute());
    appendTwo(text.append(':'), time.getSecond());
    int fraction = time.get(ChronoField.MICRO_OF_SECOND);
    if (fraction != 0) {
      String digits = Integer.toString(1_000_000 + fraction).substring(1);
      int end = digits.length();
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(digits, 0, end);
    }
    return text.toString();
  }

  /**
   * A date as text.
   *
   * @param days since the epoch
   * @return such as {@code 2026-11-20}
   */
  public static String ofDate(int days) {
    StringBuilder text = new StringBuilder(10);
    appendDate(text, LocalDate.ofEpochDay(days));
    return text.toString();
  }

  private static void appendDate(StringBuilder text, LocalDate date) {
    int year = date.getYear();
    if (year >= 0 && year <= 9999) {
      text.append(Integer.toString(10_000 + year), 1, 5);
    } else {
      text.append(year > 0 ? "+" : "").append(year);
    }
    appendTwo(text.append('-'), date.getMonthValue());
    appendTwo(text.append('-'), date.getDayOfMonth());
  }

  private static void appendTwo(StringBuilder text, int value) {
    if (value < 10) {
      text.append('0');
    }
    text.append(value);
  }

  /**
   * The date and time in UTC.
   *
   * @param micros since the epoch
   * @return to the microsecond
   */
  public static LocalDateTime dateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
        ZoneOffset.UTC);
  }

  /**
   * The instant of a date and time in UTC.
   *
   * @param time a date and time
   * @return microseconds since the epoch
   */
  public static long micros(LocalDateTime time) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
        time.get(ChronoField.MICRO_OF_SECOND));
  }

  /**
   * Reads a date.
   *
   * @param text such as {@code 2026-11-20}
   * @return days since the epoch
   * @throws io.weir.operators.expr.RowFailure if it is none
   */
  public static int date(String text) {
    Matcher match = DATE.matcher(text.trim());
    if (!match.matches()) {
      throw TextCasts.malformed(text, DataType.DATE);
    }
    try {
      return (int) dateOf(match).toEpochDay();
    } catch (DateTimeException e) {
      throw TextCasts.malformed(text, DataType.DATE);
    }
  }

  /**
   * Reads a timestamp.
   *
   * @param text a date, or a date and a time, in UTC or with a zone
   * @return microseconds since the epoch
   * @throws io.weir.operators.expr.RowFailure if it is none
   */
  public static long timestamp(String text) {
    Matcher match = TIMESTAMP.matcher(text.trim());
    if (!match.matches()) {
      throw TextCasts.malformed(text, DataType.TIMESTAMP);
    }
    try {
      LocalDate date = dateOf(match);
      String hour = match.group(4);
      if (hour == null) {
        return micros(date.atStartOfDay());
      }
      LocalDateTime time =
          date.atTime(
              Integer.parseInt(hour),
              number(match.group(5), 0),
              number(match.group(6), 0),
              nanos(match.group(7)));
      String zone = match.group(8);
      return micros(
          zone == null
              ? time
              : time.atZone(zone(zone)).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
    } catch (DateTimeException | ArithmeticException e) {
      throw TextCasts.malformed(text, DataType.TIMESTAMP);
    }
  }

  /**
   * A time zone by its name.
   *
   * @param name a region, or an offset; {@code +1} and {@code +1:30} are read too
   * @return the zone
   * @throws DateTimeException if there is none
   */
  public static ZoneId zone(String name) {
    Matcher offset = SHORT_OFFSET.matcher(name);
    if (offset.matches()) {
      int minutes = number(offset.group(2), 0) * 60 + number(offset.group(3), 0);
      return ZoneOffset.ofTotalSeconds(("-".equals(offset.group(1)) ? -60 : 60) * minutes);
    }
    return ZoneId.of(name);
  }

  private static LocalDate dateOf(Matcher match) {
    return LocalDate.of(
        number(match.group(1), 0), number(match.group(2), 1), number(match.group(3), 1));
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null || fraction.isEmpty()) {
      return 0;
    }
    return Integer.parseInt((fraction + "000000000").substring(0, 6)) * 1000;
  }
}
