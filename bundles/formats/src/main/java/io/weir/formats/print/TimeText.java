package io.weir.formats.print;

import io.weir.api.connector.ByteSink;
import java.time.LocalDate;

/**
 * Prints dates and instants as ISO-8601 in UTC: {@code 2026-11-20T10:00:00.000Z}, with microseconds
 * only where there are any.
 */
public final class TimeText {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private TimeText() {}

  /**
   * Writes an instant.
   *
   * @param micros microseconds since the epoch
   * @param target receives the text
   */
  public static void writeInstant(long micros, ByteSink target) {
    writeDate(Math.floorDiv(micros, MICROS_PER_DAY), target);
    long ofDay = Math.floorMod(micros, MICROS_PER_DAY);
    int second = (int) (ofDay / 1_000_000);
    int micro = (int) (ofDay % 1_000_000);
    target.writeByte('T');
    IntegerText.writePadded(second / 3600, 2, target);
    target.writeByte(':');
    IntegerText.writePadded(second / 60 % 60, 2, target);
    target.writeByte(':');
    IntegerText.writePadded(second % 60, 2, target);
    target.writeByte('.');
    if (micro % 1000 == 0) {
      IntegerText.writePadded(micro / 1000, 3, target);
    } else {
      IntegerText.writePadded(micro, 6, target);
    }
    target.writeByte('Z');
  }

  /**
   * Writes a date.
   *
   * @param epochDay days since the epoch
   * @param target receives the text; a year beyond four digits gets a sign, as ISO-8601 asks
   */
  public static void writeDate(long epochDay, ByteSink target) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    int year = date.getYear();
    if (year < 0 || year > 9999) {
      target.writeByte(year < 0 ? '-' : '+');
    }
    int size = Math.abs(year);
    IntegerText.writePadded(size, size > 99_999 ? 6 : size > 9999 ? 5 : 4, target);
    target.writeByte('-');
    IntegerText.writePadded(date.getMonthValue(), 2, target);
    target.writeByte('-');
    IntegerText.writePadded(date.getDayOfMonth(), 2, target);
  }
}
