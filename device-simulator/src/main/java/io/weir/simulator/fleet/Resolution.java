package io.weir.simulator.fleet;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The step of a sensor: every value is a whole number of steps. Binary steps (1/2 to 1/1024) have
 * an exact double, so sums of such values are exact in any order; decimal steps (1, 0.1, ... 1e-6)
 * have not.
 *
 * <p>A value is {@code units * numerator / 10^decimals}.
 *
 * @param perOne steps in 1
 * @param decimals digits after the decimal point
 * @param numerator one step, times {@code 10^decimals}
 */
public record Resolution(int perOne, int decimals, long numerator) {

  /** One sixty-fourth: fine enough for a sensor, and exact. */
  public static final Resolution DEFAULT = binary(6);

  private static final int MAX_BINARY_EXPONENT = 10;
  private static final int MAX_DECIMALS = 6;

  private static Resolution binary(int exponent) {
    long five = 1;
    for (int i = 0; i < exponent; i++) {
      five *= 5;
    }
    return new Resolution(1 << exponent, exponent, five);
  }

  private static Resolution decimal(int decimals) {
    int ten = 1;
    for (int i = 0; i < decimals; i++) {
      ten *= 10;
    }
    return new Resolution(ten, decimals, 1);
  }

  /** Reads {@code 1/64}, {@code 0.015625} or {@code 0.01}; empty if it is not a step we know. */
  static Optional<Resolution> parse(String text) {
    for (int exponent = 0; exponent <= MAX_BINARY_EXPONENT; exponent++) {
      Resolution candidate = binary(exponent);
      if (candidate.isWrittenAs(text)) {
        return Optional.of(candidate);
      }
    }
    for (int decimals = 1; decimals <= MAX_DECIMALS; decimals++) {
      Resolution candidate = decimal(decimals);
      if (candidate.isWrittenAs(text)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private boolean isWrittenAs(String text) {
    if (text.equals("1/" + perOne)) {
      return true;
    }
    try {
      return new BigDecimal(text).compareTo(value(1)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The whole number of steps nearest to a value. */
  public long units(double value) {
    return (long) StrictMath.rint(value * perOne);
  }

  /** The exact value of a whole number of steps. */
  public BigDecimal value(long units) {
    return BigDecimal.valueOf(units * numerator, decimals);
  }
}
