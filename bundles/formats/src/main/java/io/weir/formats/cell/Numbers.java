package io.weir.formats.cell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Exact conversions from the text of a number. All return null for what does not fit. */
final class Numbers {

  /** Longer numbers are refused: converting them takes time that grows with the square. */
  static final int MAX_CHARS = 1000;

  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal NANOS_PER_MICRO = BigDecimal.valueOf(1000);
  private static final int MAX_LONG_DIGITS = 19;

  /** More digits than any type holds; keeps arithmetic on huge exponents out. */
  private static final int MAX_MAGNITUDE = 400;

  private Numbers() {}

  /**
   * Whether a text is exactly a number: an optional sign, digits with at most one point, an
   * optional exponent.
   */
  static boolean isNumber(String text) {
    int end = text.length();
    int at = 0;
    if (at < end && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    int digitsStart = at;
    at = digits(text, at);
    int count = at - digitsStart;
    if (at < end && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digits(text, fraction);
      count += at - fraction;
    }
    if (count == 0 || end > MAX_CHARS) {
      return false;
    }
    if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < end && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int exponent = at;
      at = digits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == end;
  }

  private static int digits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** Whether the number is written as an integer, without point or exponent. */
  static boolean isIntegerLiteral(String text) {
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
  }

  /** Whether the number is an integer that certainly fits a long. */
  private static boolean isShortInteger(String number) {
    int start = number.startsWith("-") ? 1 : 0;
    return number.length() <= MAX_LONG_DIGITS - 1
        && number.length() > start
        && digits(number, start) == number.length();
  }

  static @Nullable BigDecimal decimal(String number) {
    if (number.length() > MAX_CHARS) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(number);
      return value.signum() == 0 ? BigDecimal.ZERO : value;
    } catch (NumberFormatException e) {
      return null; // the exponent is out of range
    }
  }

  static @Nullable Long exactLong(String number) {
    if (isShortInteger(number)) {
      return Long.valueOf(number);
    }
    BigDecimal value = decimal(number);
    if (value == null || magnitude(value) > MAX_LONG_DIGITS || magnitude(value) < 0) {
      return null;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > 0 || value.compareTo(LONG_MAX) > 0 || value.compareTo(LONG_MIN) < 0) {
      return null;
    }
    return value.longValueExact();
  }

  /** The value with exactly the scale, if no digit is lost and the precision suffices. */
  static @Nullable BigDecimal exactDecimal(String number, int precision, int scale) {
    BigDecimal value = decimal(number);
    if (value == null || magnitude(value) > precision - scale) {
      return null;
    }
    return value.stripTrailingZeros().scale() > scale ? null : value.setScale(scale);
  }

  /** Epoch microseconds, rounded down. */
  static @Nullable Long micros(String number, TimeUnit unit) {
    BigDecimal value = decimal(number);
    if (value == null || Math.abs(magnitude(value)) > MAX_MAGNITUDE) {
      return null;
    }
    BigDecimal micros =
        value
            .multiply(BigDecimal.valueOf(unit.toNanos(1)))
            .divide(NANOS_PER_MICRO)
            .setScale(0, RoundingMode.FLOOR);
    boolean fits = micros.compareTo(LONG_MAX) <= 0 && micros.compareTo(LONG_MIN) >= 0;
    return fits ? (Long) micros.longValueExact() : null;
  }

  /** The digits before the point; 0 or less for a fraction. */
  private static long magnitude(BigDecimal value) {
    return value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
  }
}
