package io.weir.operators.function.cast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles and floats as text, the same on every JDK: the form of {@code Double.toString} with the
 * fewest digits that read back as the same number. Before JDK 19 it gave a digit too many now and
 * then (JDK-4511638).
 */
public final class NumberText {

  private static final int SURELY_SHORTEST = 15;
  private static final int FLOAT_SURELY_SHORTEST = 7;

  /** Java writes one digit before and one after the point at least. */
  private static final int MIN_DIGITS = 2;

  private static final double PLAIN_FROM = 1e-3;
  private static final double PLAIN_BELOW = 1e7;

  private NumberText() {}

  /**
   * A double as text.
   *
   * @param value any
   * @return such as {@code 0.1}, {@code 1.0E10}, {@code NaN}
   */
  public static String of(double value) {
    String text = Double.toString(value);
    if (text.length() <= SURELY_SHORTEST || Double.isNaN(value) || Double.isInfinite(value)) {
      return text;
    }
    BigDecimal exact = new BigDecimal(text);
    BigDecimal shortest = exact;
    while (shortest.precision() > MIN_DIGITS) {
      BigDecimal shorter = rounded(shortest);
      if (shorter.doubleValue() != value) {
        break;
      }
      shortest = shorter;
    }
    return shortest.precision() == exact.precision() ? text : format(shortest, value < 0);
  }

  /**
   * A float as text.
   *
   * @param value any
   * @return as for doubles
   */
  public static String of(float value) {
    String text = Float.toString(value);
    if (text.length() <= FLOAT_SURELY_SHORTEST || Float.isNaN(value) || Float.isInfinite(value)) {
      return text;
    }
    BigDecimal exact = new BigDecimal(text);
    BigDecimal shortest = exact;
    while (shortest.precision() > MIN_DIGITS) {
      BigDecimal shorter = rounded(shortest);
      if (shorter.floatValue() != value) {
        break;
      }
      shortest = shorter;
    }
    return shortest.precision() == exact.precision() ? text : format(shortest, value < 0);
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.round(new MathContext(value.precision() - 1, RoundingMode.HALF_EVEN));
  }

  private static String format(BigDecimal value, boolean negative) {
    String sign = negative ? "-" : "";
    BigDecimal number = value.abs().stripTrailingZeros();
    double size = number.doubleValue();
    if (size >= PLAIN_FROM && size < PLAIN_BELOW) {
      String plain = number.toPlainString();
      return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }
    String digits = number.unscaledValue().toString();
    int exponent = digits.length() - 1 - number.scale();
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    return sign + digits.charAt(0) + "." + fraction + "E" + exponent;
  }
}
