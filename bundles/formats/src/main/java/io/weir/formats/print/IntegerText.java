package io.weir.formats.print;

import io.weir.api.connector.ByteSink;
import java.nio.charset.StandardCharsets;

/** Prints integers. */
public final class IntegerText {

  private static final byte[] MIN = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

  private IntegerText() {}

  /**
   * Writes an integer in decimal.
   *
   * @param value any
   * @param target receives the text
   */
  public static void write(long value, ByteSink target) {
    if (value == Long.MIN_VALUE) {
      target.write(MIN);
      return;
    }
    long rest = value;
    if (value < 0) {
      target.writeByte('-');
      rest = -value;
    }
    long divisor = 1;
    while (rest / divisor >= 10) {
      divisor *= 10;
    }
    while (divisor > 0) {
      target.writeByte((int) ('0' + rest / divisor % 10));
      divisor /= 10;
    }
  }

  /**
   * Writes an integer with leading zeros.
   *
   * @param value 0 or more, of at most that many digits
   * @param digits how many
   * @param target receives the text
   */
  public static void writePadded(int value, int digits, ByteSink target) {
    int divisor = 1;
    for (int i = 1; i < digits; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      target.writeByte('0' + value / divisor % 10);
    }
  }
}
