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

/** Rounding, the absolute value, and operations on bits. */
public final class RoundFunctions {

  private RoundFunctions() {}

  /** An operation of two longs that keeps ints ints. */
  @FunctionalInterface
  private interface BitOperation {
    long apply(long a, long b);
  }

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
    whole(library, "floor(a)", "The greatest whole number not above a.", RoundingMode.FLOOR);
    whole(library, "ceil(a)", "The least whole number not below a.", RoundingMode.CEILING);
    library.alias("ceiling", "ceil");
    bits(library, "&", "a & b", "The bits set in both.", (a, b) -> a & b);
    bits(library, "|", "a | b", "The bits set in either.", (a, b) -> a | b);
    bits(library, "^", "a ^ b", "The bits set in one only.", (a, b) -> a ^ b);
    library.operator(
        "~",
        "~a",
        "The bits not set.",
        args -> {
          Signature.checkCount("~a", args, 1, 1);
          Expr bits = integer("~a", args, 0);
          return new Call("~", List.of(bits), bits.type());
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.INT
                    ? (in, out) -> out.putInt(~in.intAt(0))
                    : (in, out) -> out.putLong(~in.longAt(0))));
    shift(library, "shiftleft(a, n)", "a shifted left by n bits.", (a, n) -> a << n);
    shift(library, "shiftright(a, n)", "a shifted right by n bits.", (a, n) -> a >> n);
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

  private static Expr integer(String text, List<Expr> arguments, int index)
      throws FunctionException {
    DataType type = arguments.get(index).type();
    return type == DataType.INT
        ? arguments.get(index)
        : Signature.argument(text, arguments, index, DataType.LONG);
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
          int digits = 0;
          if (args.size() == 2) {
            if (!(args.get(1) instanceof Literal literal
                && literal.value() instanceof Integer constant)) {
              throw Signature.mismatch(text, args, 1, "a constant integer");
            }
            digits = constant;
          }
          Expr number = number(text, args);
          Expr places = new Literal(digits, DataType.INT);
          return new Call(name, List.of(number, places), roundedType(number.type(), digits));
        },
        (call, kernels) -> roundKernel(call, kernels, mode));
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
    int digits =
        (Integer) java.util.Objects.requireNonNull(((Literal) call.arguments().get(1)).value());
    return RowKernel.of(call.type(), kernels.subList(0, 1), rounded(call.type(), digits, mode));
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

  private static void whole(Library library, String text, String description, RoundingMode mode) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 1, 1);
          Expr number = number(text, args);
          if (number.type() instanceof Decimal d) {
            int digits = Math.min(d.precision() - d.scale() + 1, Decimal.MAX_PRECISION);
            return new Call(name, List.of(number), new Decimal(digits, 0));
          }
          boolean integer = number.type() == DataType.INT || number.type() == DataType.LONG;
          Expr argument = Coercion.to(number, integer ? DataType.LONG : DataType.DOUBLE);
          return integer ? argument : new Call(name, List.of(argument), DataType.LONG);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() instanceof Decimal decimal
                    ? (in, out) ->
                        out.putDecimal(DecimalMath.fit(in.decimal(0).setScale(0, mode), decimal))
                    : mode == RoundingMode.FLOOR
                        ? (in, out) -> out.putLong((long) Math.floor(in.doubleAt(0)))
                        : (in, out) -> out.putLong((long) Math.ceil(in.doubleAt(0)))));
  }

  private static void bits(
      Library library, String name, String text, String description, BitOperation operation) {
    library.operator(
        name,
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, 2);
          Expr left = integer(text, args, 0);
          Expr right = integer(text, args, 1);
          DataType type = Coercion.widerNumber(left.type(), right.type());
          return new Call(name, Coercion.allTo(List.of(left, right), type), type);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.INT
                    ? (in, out) -> out.putInt((int) operation.apply(in.intAt(0), in.intAt(1)))
                    : (in, out) -> out.putLong(operation.apply(in.longAt(0), in.longAt(1)))));
  }

  private static void shift(
      Library library, String text, String description, BitOperation operation) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, 2);
          Expr bits = integer(text, args, 0);
          Expr count = Signature.argument(text, args, 1, DataType.INT);
          return new Call(name, List.of(bits, count), bits.type());
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.INT
                    ? (in, out) -> out.putInt((int) operation.apply(in.intAt(0), in.intAt(1) & 31))
                    : (in, out) -> out.putLong(operation.apply(in.longAt(0), in.intAt(1)))));
  }
}
