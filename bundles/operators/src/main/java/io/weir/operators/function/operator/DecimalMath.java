package io.weir.operators.function.operator;

import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.RowFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Decimal arithmetic, rounded half up to the scale of the result. */
public final class DecimalMath {

  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);

  private DecimalMath() {}

  static BigDecimal apply(Operation operation, BigDecimal a, BigDecimal b, Decimal type) {
    return switch (operation) {
      case ADD -> fit(a.add(b), type);
      case SUBTRACT -> fit(a.subtract(b), type);
      case MULTIPLY -> fit(a.multiply(b), type);
      case DIVIDE -> {
        checkZero(b);
        // Spark divides to 38 digits after the point before it rounds to the result's scale.
        yield fit(a.divide(b, Decimal.MAX_PRECISION, RoundingMode.HALF_UP), type);
      }
      case REMAINDER -> {
        checkZero(b);
        yield fit(a.remainder(b), type);
      }
      case POSITIVE_REMAINDER -> {
        checkZero(b);
        BigDecimal rest = a.remainder(b);
        yield fit(rest.signum() < 0 ? rest.add(b).remainder(b) : rest, type);
      }
      case INTEGRAL -> throw new IllegalStateException("div gives a long");
    };
  }

  static long integral(BigDecimal a, BigDecimal b) {
    checkZero(b);
    BigInteger quotient = a.divideToIntegralValue(b).toBigInteger();
    if (quotient.compareTo(MIN_LONG) < 0 || quotient.compareTo(MAX_LONG) > 0) {
      throw new RowFailure("overflow: %s div %s does not fit long".formatted(a, b));
    }
    return quotient.longValue();
  }

  private static void checkZero(BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw new RowFailure(Scalar.DIVISION_BY_ZERO);
    }
  }

  /**
   * Rounds a number to a decimal type.
   *
   * @param value any number
   * @param type the type
   * @return of exactly the type's scale
   * @throws RowFailure if it has too many digits before the point
   */
  public static BigDecimal fit(BigDecimal value, Decimal type) {
    BigDecimal rounded =
        value.scale() == type.scale() ? value : value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (rounded.precision() > type.precision()) {
      throw new RowFailure("overflow: %s does not fit %s".formatted(value.toPlainString(), type));
    }
    return rounded;
  }
}
