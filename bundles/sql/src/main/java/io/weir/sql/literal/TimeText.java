package io.weir.sql.literal;

import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DATE'2026-11-20' and TIMESTAMP'2026-11-20 10:00:00.5+01:00'. As in Spark, month and day may have
 * one digit or be absent, the time may be absent, and without a zone it is UTC.
 */
public final class TimeText {

  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2})"
              + "(?:[ T](?:(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?"
              + "\\s*(Z|UTC|GMT|[+-]\\d{1,2}(?::\\d{1,2})?|[A-Za-z]+/[A-Za-z_/+-]+\\d*)?)?)?)?)?");

  private TimeText() {}

  /**
   * A day.
   *
   * @param place where it stands, for the message
   * @param text the content of the literal
   * @return the day
   */
  public static LocalDate date(Place place, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches() || form.group(4) != null) {
      throw new Refusal(
          place, "'" + text + "' is not a date; expected one such as DATE'2026-11-20'");
    }
    try {
      return day(form);
    } catch (DateTimeException noSuchDay) {
      throw new Refusal(place, "'" + text + "' is not a date: there is no such day");
    }
  }

  /**
   * An instant.
   *
   * @param place where it stands, for the message
   * @param text the content of the literal
   * @return the instant, to the microsecond
   */
  public static Instant timestamp(Place place, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new Refusal(
          place,
          "'" + text + "' is not a timestamp; expected one such as TIMESTAMP'2026-11-20 10:00:00'");
    }
    try {
      LocalDateTime time =
          day(form)
              .atTime(number(form.group(4), 0), number(form.group(5), 0), number(form.group(6), 0))
              .withNano(micros(form.group(7)) * 1000);
      return time.atZone(zone(form.group(8))).toInstant();
    } catch (DateTimeException noSuchTime) {
      throw new Refusal(place, "'" + text + "' is not a timestamp: " + noSuchTime.getMessage());
    }
  }

  private static LocalDate day(Matcher form) {
    return LocalDate.of(
        number(form.group(1), 0), number(form.group(2), 1), number(form.group(3), 1));
  }

  private static int number(@Nullable String digits, int absent) {
    return digits == null ? absent : Integer.parseInt(digits);
  }

  private static int micros(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6));
  }

  private static ZoneId zone(@Nullable String text) {
    if (text == null) {
      return ZoneOffset.UTC;
    }
    if (text.charAt(0) != '+' && text.charAt(0) != '-') {
      return ZoneId.of(text);
    }
    String[] parts = text.substring(1).split(":");
    int sign = text.charAt(0) == '-' ? -1 : 1;
    int minutes = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(parts[0]), sign * minutes);
  }
}
