package io.weir.formats.cell;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads ISO-8601 dates and times: {@code 2026-11-20}, {@code 2026-11-20T10:00}, seconds, a fraction
 * of 1 to 9 digits (rounded down to microseconds), a space for the T, and {@code Z}, {@code +01},
 * {@code +0100} or {@code +01:00}. Works on the payload's bytes and makes no object for a text with
 * offset.
 *
 * <p>Thread: one at a time; reused.
 */
final class IsoTime {

  /** What {@link #micros} returns for a text that is no time; no instant here is that early. */
  static final long NONE = Long.MIN_VALUE;

  private static final int SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  private final ZoneId zone;
  private final @Nullable ZoneOffset fixed;
  private byte[] bytes = {};
  private int at;
  private int end;

  IsoTime(ZoneId zone) {
    this.zone = zone;
    this.fixed = zone.getRules().isFixedOffset() ? fixedOffset(zone) : null;
  }

  private static ZoneOffset fixedOffset(ZoneId zone) {
    return zone.getRules().getOffset(java.time.Instant.EPOCH);
  }

  /** Epoch microseconds, or {@link #NONE}. */
  long micros(byte[] text, int start, int textEnd) {
    bytes = text;
    at = start;
    end = textEnd;
    long day = day();
    if (day == NONE) {
      return NONE;
    }
    if (at == end) {
      return local(day, 0, 0);
    }
    if (bytes[at] != 'T' && bytes[at] != ' ') {
      return NONE;
    }
    at++;
    int hour = number(2);
    int minute = after(':') ? number(2) : -1;
    int second = 0;
    int micro = 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NONE;
    }
    if (after(':')) {
      second = number(2);
      if (second < 0 || second > 59) {
        return NONE;
      }
      if (after('.')) {
        micro = fraction();
        if (micro < 0) {
          return NONE;
        }
      }
    }
    int secondOfDay = (hour * 60 + minute) * 60 + second;
    if (at == end) {
      return local(day, secondOfDay, micro);
    }
    int offsetMinutes = offset();
    if (at != end || Math.abs(offsetMinutes) > MAX_OFFSET_MINUTES) {
      return NONE;
    }
    return (day * SECONDS_PER_DAY + secondOfDay - offsetMinutes * 60L) * MICROS_PER_SECOND + micro;
  }

  /** Days since the epoch, or {@link #NONE}. */
  long days(byte[] text, int start, int textEnd) {
    bytes = text;
    at = start;
    end = textEnd;
    long day = day();
    return at == end ? day : NONE;
  }

  private long day() {
    int year = number(4);
    int month = after('-') ? number(2) : -1;
    int day = after('-') ? number(2) : -1;
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    if (day > 28) {
      try {
        return LocalDate.of(year, month, day).toEpochDay();
      } catch (DateTimeException e) {
        return NONE;
      }
    }
    return epochDay(year, month, day);
  }

  /** Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private long local(long day, int secondOfDay, int micro) {
    long local = day * SECONDS_PER_DAY + secondOfDay;
    long offset;
    if (fixed != null) {
      offset = fixed.getTotalSeconds();
    } else {
      LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
      return time.atZone(zone).toEpochSecond() * MICROS_PER_SECOND + micro;
    }
    return (local - offset) * MICROS_PER_SECOND + micro;
  }

  private boolean after(char c) {
    if (at < end && bytes[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private int number(int digits) {
    if (at + digits > end) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = bytes[at + i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    at += digits;
    return value;
  }

  private int fraction() {
    int micro = 0;
    int digits = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      if (digits < 6) {
        micro = micro * 10 + bytes[at] - '0';
      }
      digits++;
      at++;
    }
    if (digits == 0 || digits > 9) {
      return -1;
    }
    for (int i = digits; i < 6; i++) {
      micro *= 10;
    }
    return micro;
  }

  private int offset() {
    byte sign = bytes[at++];
    if (sign == 'Z') {
      return 0;
    }
    int hours = sign == '+' || sign == '-' ? number(2) : -1;
    if (hours < 0) {
      return Integer.MAX_VALUE;
    }
    boolean minutesFollow = after(':') || at < end;
    int minutes = minutesFollow ? number(2) : 0;
    if (minutes < 0 || minutes > 59) {
      return Integer.MAX_VALUE;
    }
    int total = hours * 60 + minutes;
    return sign == '-' ? -total : total;
  }
}
