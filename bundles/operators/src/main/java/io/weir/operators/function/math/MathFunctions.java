package io.weir.operators.function.math;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Functions of doubles. They are those of {@code StrictMath}, as in Spark, so that a replay on
 * another processor gives the same bytes.
 */
public final class MathFunctions {

  private static final double LN_2 = StrictMath.log(2);

  private MathFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    roots(library);
    logarithms(library);
    trigonometry(library);
    library.add(
        "isnan(a)",
        "Whether a is NaN; false for null.",
        new Signature("isnan(a)", DataType.BOOLEAN, DataType.DOUBLE),
        (call, kernels) ->
            RowKernel.of(
                DataType.BOOLEAN,
                kernels,
                RowKernel.Nulls.CALL,
                false,
                (in, out) -> out.putBoolean(!in.isNull(0) && Double.isNaN(in.doubleAt(0)))));
    library.rows(
        "nanvl(a, b)",
        "a, or b where a is NaN.",
        DataType.DOUBLE,
        (in, out) -> out.putDouble(Double.isNaN(in.doubleAt(0)) ? in.doubleAt(1) : in.doubleAt(0)),
        DataType.DOUBLE,
        DataType.DOUBLE);
    constant(library, "pi()", "The number pi.", Math.PI);
    constant(library, "e()", "Euler's number.", Math.E);
    library.rows(
        "factorial(n)",
        "The factorial of 0 to 20; null for other numbers.",
        DataType.LONG,
        (in, out) -> {
          int n = in.intAt(0);
          if (n < 0 || n > 20) {
            out.putNull();
            return;
          }
          long product = 1;
          for (int i = 2; i <= n; i++) {
            product *= i;
          }
          out.putLong(product);
        },
        DataType.INT);
    buckets(library);
    BitFunctions.register(library);
    BaseFunctions.register(library);
  }

  private static void buckets(Library library) {
    library.rows(
        "width_bucket(value, from, to, count)",
        "Which of count equal parts from one bound to the other a value is in, from 1; 0 before"
            + " the first, count + 1 behind the last. Null if there is no such part.",
        DataType.LONG,
        (in, out) -> {
          double value = in.doubleAt(0);
          double from = in.doubleAt(1);
          double to = in.doubleAt(2);
          long count = in.longAt(3);
          boolean none = count <= 0 || count == Long.MAX_VALUE || Double.isNaN(value);
          if (none || from == to || !Double.isFinite(from) || !Double.isFinite(to)) {
            out.putNull();
          } else if (from < to ? value < from : value > from) {
            out.putLong(0);
          } else if (from < to ? value >= to : value <= to) {
            out.putLong(count + 1);
          } else {
            out.putLong((long) (count * (value - from) / (to - from)) + 1);
          }
        },
        DataType.DOUBLE,
        DataType.DOUBLE,
        DataType.DOUBLE,
        DataType.LONG);
  }

  private static void roots(Library library) {
    unary(library, "sqrt(a)", "The square root; NaN for a negative number.", Math::sqrt);
    unary(library, "cbrt(a)", "The cube root.", StrictMath::cbrt);
    unary(library, "exp(a)", "e to the power of a.", StrictMath::exp);
    unary(library, "expm1(a)", "exp(a) - 1, exact near zero.", StrictMath::expm1);
    unary(library, "rint(a)", "The nearest whole number, ties to even, as a double.", Math::rint);
    unary(library, "signum(a)", "-1.0, 0.0 or 1.0.", Math::signum);
    library.alias("sign", "signum");
    library.rows(
        "power(a, b)",
        "a to the power of b.",
        DataType.DOUBLE,
        (in, out) -> out.putDouble(StrictMath.pow(in.doubleAt(0), in.doubleAt(1))),
        DataType.DOUBLE,
        DataType.DOUBLE);
    library.alias("pow", "power");
    library.rows(
        "hypot(a, b)",
        "The length of the vector (a, b).",
        DataType.DOUBLE,
        (in, out) -> out.putDouble(StrictMath.hypot(in.doubleAt(0), in.doubleAt(1))),
        DataType.DOUBLE,
        DataType.DOUBLE);
  }

  private static void logarithms(Library library) {
    logarithm(library, "ln(a)", "The natural logarithm; null unless a > 0.", StrictMath::log, 0);
    logarithm(library, "log10(a)", "To base 10; null unless a > 0.", StrictMath::log10, 0);
    logarithm(
        library, "log2(a)", "To base 2; null unless a > 0.", a -> StrictMath.log(a) / LN_2, 0);
    logarithm(library, "log1p(a)", "ln(1 + a); null unless a > -1.", StrictMath::log1p, -1);
    library.rows(
        "log(base, a)",
        "The logarithm to a base, or with one argument the natural one; null unless both > 0.",
        DataType.DOUBLE,
        (in, out) -> {
          double base = in.doubleAt(0);
          double value = in.doubleAt(1);
          if (base <= 0 || value <= 0) {
            out.putNull();
          } else {
            out.putDouble(StrictMath.log(value) / StrictMath.log(base));
          }
        },
        DataType.DOUBLE,
        DataType.DOUBLE);
    Signature both =
        new Signature("log(base, a)", DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE);
    Signature natural = new Signature("ln(a)", DataType.DOUBLE, DataType.DOUBLE);
    library.overload("log", args -> args.size() == 1 ? natural.resolve(args) : both.resolve(args));
  }

  private static void trigonometry(Library library) {
    unary(library, "sin(a)", "The sine of radians.", StrictMath::sin);
    unary(library, "cos(a)", "The cosine of radians.", StrictMath::cos);
    unary(library, "tan(a)", "The tangent of radians.", StrictMath::tan);
    unary(library, "cot(a)", "The cotangent of radians.", a -> 1 / StrictMath.tan(a));
    unary(library, "sec(a)", "The secant of radians.", a -> 1 / StrictMath.cos(a));
    unary(library, "csc(a)", "The cosecant of radians.", a -> 1 / StrictMath.sin(a));
    unary(library, "asin(a)", "The inverse sine, in radians.", StrictMath::asin);
    unary(library, "acos(a)", "The inverse cosine, in radians.", StrictMath::acos);
    unary(library, "atan(a)", "The inverse tangent, in radians.", StrictMath::atan);
    unary(library, "sinh(a)", "The hyperbolic sine.", StrictMath::sinh);
    unary(library, "cosh(a)", "The hyperbolic cosine.", StrictMath::cosh);
    unary(library, "tanh(a)", "The hyperbolic tangent.", StrictMath::tanh);
    unary(library, "asinh(a)", "The inverse hyperbolic sine.", MathFunctions::asinh);
    unary(library, "acosh(a)", "The inverse hyperbolic cosine; NaN below 1.", MathFunctions::acosh);
    unary(
        library,
        "atanh(a)",
        "The inverse hyperbolic tangent; NaN beyond -1 and 1.",
        MathFunctions::atanh);
    unary(library, "degrees(a)", "Radians in degrees.", StrictMath::toDegrees);
    unary(library, "radians(a)", "Degrees in radians.", StrictMath::toRadians);
    library.rows(
        "atan2(y, x)",
        "The angle of the point (x, y), in radians.",
        DataType.DOUBLE,
        (in, out) -> out.putDouble(StrictMath.atan2(in.doubleAt(0) + 0.0, in.doubleAt(1) + 0.0)),
        DataType.DOUBLE,
        DataType.DOUBLE);
  }

  // The formulas are Spark's, with what they lose far from zero: results are to be the same.

  private static double asinh(double a) {
    return a == Double.NEGATIVE_INFINITY ? a : StrictMath.log(a + Math.sqrt(a * a + 1));
  }

  private static double acosh(double a) {
    return StrictMath.log(a + Math.sqrt(a * a - 1));
  }

  private static double atanh(double a) {
    return 0.5 * (StrictMath.log1p(a) - StrictMath.log1p(-a));
  }

  private static void unary(
      Library library, String signature, String description, DoubleUnaryOperator function) {
    library.add(
        signature,
        description,
        new Signature(signature, DataType.DOUBLE, DataType.DOUBLE),
        (call, kernels) -> new DoubleKernel(function, kernels.get(0)));
  }

  private static void logarithm(
      Library library,
      String signature,
      String description,
      DoubleUnaryOperator function,
      double above) {
    library.rows(
        signature,
        description,
        DataType.DOUBLE,
        (in, out) -> {
          if (in.doubleAt(0) <= above) {
            out.putNull();
          } else {
            out.putDouble(function.applyAsDouble(in.doubleAt(0)));
          }
        },
        DataType.DOUBLE);
  }

  private static void constant(
      Library library, String signature, String description, double value) {
    library.rewrite(signature, description, args -> literal(signature, args, value));
  }

  private static Expr literal(String signature, List<Expr> arguments, double value)
      throws FunctionException {
    Signature.checkCount(signature, arguments, 0, 0);
    return new Literal(value, DataType.DOUBLE);
  }
}
