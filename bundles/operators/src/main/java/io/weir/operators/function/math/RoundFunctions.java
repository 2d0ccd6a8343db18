package io.weir.operators.function.math;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.cast.NumberText;
import io.weir.operators.function.operator.DecimalMath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** Rounding, and the absolute value. */
public final class RoundFunctions {

  private RoundFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.add(
        "abs(a)",
        "The absolute value.",
        RoundFunctions::abs,
        (call, kernels) -> RowKernel.of(call.type(), kernels, absolute(call.type())));
    round(library, "round", "ties away from zero", RoundingMode.HALF_UP);
    round(library, "bround", "ties to even", RoundingMode.HALF_EVEN);
    whole(library, "floor", "The greatest whole number not above a", RoundingMode.FLOOR);
    whole(library, "ceil", "The least whole number not below a", RoundingMode.CEILING);
    library.alias("ceiling", "ceil");
  }

  private static Expr abs(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("abs(a)", arguments, 1, 1);
    Expr number = number("abs(a)", arguments);
    return new Call("abs", List.of(number), number.type());
  }

  private static Expr number(String text, List<Expr> arguments) throws FunctionException {
    Expr argument = arguments.get(0);
    if (argument.type() == DataType.STRING) {
      return Coercion.to(argument, DataType.DOUBLE);
    }
    if (!argument.type().isNumeric()) {
      throw Signature.mismatch(text, arguments, 0, "a number");
    }
    return argument;
  }

  private static RowFunction absolute(DataType type) {
    if (type == DataType.INT) {
      return (in, out) -> {
        if (in.intAt(0) == Integer.MIN_VALUE) {
          throw new RowFailure("overflow: abs(-2147483648) does not fit int");
        }
        out.putInt(Math.abs(in.intAt(0)));
      };
    }
    if (type == DataType.LONG) {
      return (in, out) -> {
        if (in.longAt(0) == Long.MIN_VALUE) {
          throw new RowFailure("overflow: abs(-9223372036854775808) does not fit long");
        }
        out.putLong(Math.abs(in.longAt(0)));
      };
    }
    if (type == DataType.FLOAT) {
      return (in, out) -> out.putFloat(Math.abs(in.floatAt(0)));
    }
    return type == DataType.DOUBLE
        ? (in, out) -> out.putDouble(Math.abs(in.doubleAt(0)))
        : (in, out) -> out.putDecimal(in.decimal(0).abs());
  }

  private static void round(Library library, String name, String ties, RoundingMode mode) {
    String text = name + "(a[, digits])";
    library.add(
        text,
        "a rounded to digits after the point, " + ties + "; digits is a constant.",
        args -> {
          Signature.checkCount(text, args, 1, 2);
          int digits = args.size() == 2 ? constant(text, args) : 0;
          Expr number = number(text, args);
          Expr places = new Literal(digits, DataType.INT);
          return new Call(name, List.of(number, places), roundedType(number.type(), digits));
        },
        (call, kernels) -> roundKernel(call, kernels, mode));
  }

  /** The digits of a call, which its resolution made sure of. */
  private static int digits(Call call) {
    return (Integer) Objects.requireNonNull(((Literal) call.arguments().get(1)).value());
  }

  private static int constant(String text, List<Expr> arguments) throws FunctionException {
    if (arguments.get(1) instanceof Literal literal
        && literal.value() instanceof Integer constant) {
      return constant;
    }
    throw Signature.mismatch(text, arguments, 1, "a constant integer");
  }

  private static DataType roundedType(DataType type, int digits) {
    if (!(type instanceof Decimal decimal)) {
      return type;
    }
    int whole = decimal.precision() - decimal.scale() + 1;
    if (digits < 0) {
      return new Decimal(Math.min(Math.max(whole, 1 - digits), Decimal.MAX_PRECISION), 0);
    }
    int scale = Math.min(decimal.scale(), digits);
    return new Decimal(Math.min(whole + scale, Decimal.MAX_PRECISION), scale);
  }

  private static Kernel roundKernel(Call call, List<Kernel> kernels, RoundingMode mode) {
    return RowKernel.of(
        call.type(), kernels.subList(0, 1), rounded(call.type(), digits(call), mode));
  }

  private static RowFunction rounded(DataType type, int digits, RoundingMode mode) {
    if (type == DataType.INT || type == DataType.LONG) {
      boolean isInt = type == DataType.INT;
      return (in, out) -> {
        long value = isInt ? in.intAt(0) : in.longAt(0);
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal result = digits >= 0 ? exact : exact.setScale(digits, mode);
        try {
          if (isInt) {
            out.putInt(result.intValueExact());
          } else {
            out.putLong(result.longValueExact());
          }
        } catch (ArithmeticException e) {
          throw new RowFailure("overflow: %d rounded does not fit %s".formatted(value, type));
        }
      };
    }
    if (type instanceof Decimal decimal) {
      return (in, out) ->
          out.putDecimal(
              DecimalMath.fit(
                  in.decimal(0).setScale(Math.min(digits, decimal.scale()), mode), decimal));
    }
    return type == DataType.FLOAT
        ? (in, out) -> {
          float value = in.floatAt(0);
          boolean finite = !Float.isNaN(value) && !Float.isInfinite(value);
          out.putFloat(
              finite
                  ? new BigDecimal(NumberText.of(value)).setScale(digits, mode).floatValue()
                  : value);
        }
        : (in, out) -> {
          double value = in.doubleAt(0);
          boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
          out.putDouble(
              finite
                  ? new BigDecimal(NumberText.of(value)).setScale(digits, mode).doubleValue()
                  : value);
        };
  }

  private static void whole(Library library, String name, String description, RoundingMode mode) {
    String text = name + "(a[, digits])";
    library.add(
        text,
        description + "; or, with a constant of digits, to those behind the point, as a decimal.",
        args -> {
          Signature.checkCount(text, args, 1, 2);
          Expr number = number(text, args);
          if (args.size() == 2) {
            return wholeDigits(name, text, args);
          }
          if (number.type() instanceof Decimal d) {
            int digits = Math.min(d.precision() - d.scale() + 1, Decimal.MAX_PRECISION);
            return new Call(name, List.of(number), new Decimal(digits, 0));
          }
          boolean integer = isInteger(number.type());
          Expr argument = Coercion.to(number, integer ? DataType.LONG : DataType.DOUBLE);
          return integer ? argument : new Call(name, List.of(argument), DataType.LONG);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels.subList(0, 1),
                call.type() instanceof Decimal decimal
                    ? wholeDecimal(decimal, call.arguments().size() == 2 ? digits(call) : 0, mode)
                    : mode == RoundingMode.FLOOR
                        ? (in, out) -> out.putLong((long) Math.floor(in.doubleAt(0)))
                        : (in, out) -> out.putLong((long) Math.ceil(in.doubleAt(0)))));
  }

  /** With digits every number is a decimal, of the precision that Spark gives its type. */
  private static Expr wholeDigits(String name, String text, List<Expr> arguments)
      throws FunctionException {
    int digits = constant(text, arguments);
    DataType from = arguments.get(0).type();
    Decimal type =
        from instanceof Decimal decimal
            ? decimal
            : isInteger(from)
                ? new Decimal(from == DataType.INT ? 10 : 20, 0)
                : from == DataType.FLOAT
                    ? new Decimal(14, 7)
                    : from == DataType.DOUBLE ? new Decimal(30, 15) : new Decimal(38, 18);
    Expr decimal = Coercion.to(arguments.get(0), type);
    Expr places = new Literal(digits, DataType.INT);
    return new Call(name, List.of(decimal, places), roundedType(type, digits));
  }

  private static RowFunction wholeDecimal(Decimal type, int digits, RoundingMode mode) {
    return (in, out) -> {
      BigDecimal value = in.decimal(0);
      out.putDecimal(DecimalMath.fit(value.setScale(Math.min(digits, value.scale()), mode), type));
    };
  }

  private static boolean isInteger(DataType type) {
    return type == DataType.INT || type == DataType.LONG;
  }
}
