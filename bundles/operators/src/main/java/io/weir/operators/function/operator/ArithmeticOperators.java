package io.weir.operators.function.operator;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.ScalarFunction.Resolver;
import java.util.List;

/** The operators {@code + - * / % div}, their function forms and their {@code try_} forms. */
public final class ArithmeticOperators {

  private ArithmeticOperators() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    binary(library, "+", "a + b", "The sum; a date plus days is a date.", Operation.ADD);
    binary(
        library,
        "-",
        "a - b, -a",
        "The difference; a date minus days is a date.",
        Operation.SUBTRACT);
    binary(library, "*", "a * b", "The product.", Operation.MULTIPLY);
    binary(library, "/", "a / b", "The quotient: double or decimal.", Operation.DIVIDE);
    binary(library, "%", "a % b", "The remainder, with the sign of a.", Operation.REMAINDER);
    binary(library, "div", "a div b", "The integral part of the quotient.", Operation.INTEGRAL);
    library.alias("mod", "%");
    library.operator(
        "pmod",
        "pmod(a, b)",
        "The remainder, never negative for a positive b.",
        args -> ArithmeticTypes.resolve("pmod", Operation.POSITIVE_REMAINDER, args),
        (call, kernels) -> kernel(call, kernels, Operation.POSITIVE_REMAINDER, false));
    library.operator(
        "negative",
        "negative(a)",
        "The opposite number, as -a.",
        ArithmeticOperators::negative,
        NegativeKernel::of);
    library.rewrite("positive(a)", "The number itself, as +a.", ArithmeticOperators::positive);
    tryForm(library, "try_add", Operation.ADD);
    tryForm(library, "try_subtract", Operation.SUBTRACT);
    tryForm(library, "try_multiply", Operation.MULTIPLY);
    tryForm(library, "try_divide", Operation.DIVIDE);
    tryForm(library, "try_mod", Operation.REMAINDER);
  }

  private static void binary(
      Library library, String name, String signature, String description, Operation operation) {
    Resolver resolver =
        args -> {
          if (args.size() == 1 && name.equals("-")) {
            return negative(args);
          }
          if (args.size() == 1 && name.equals("+")) {
            return positive(args);
          }
          return ArithmeticTypes.resolve(name, operation, args);
        };
    library.operator(
        name,
        signature,
        description,
        resolver,
        (call, kernels) -> kernel(call, kernels, operation, false));
  }

  private static void tryForm(Library library, String name, Operation operation) {
    library.operator(
        name,
        name + "(a, b)",
        "As a " + operation.symbol + " b, but null where that fails.",
        args -> ArithmeticTypes.resolve(name, operation, args),
        (call, kernels) -> kernel(call, kernels, operation, true));
  }

  private static Expr negative(List<Expr> arguments) throws FunctionException {
    Expr number = ArithmeticTypes.number("negative(a)", arguments);
    return new Call("negative", List.of(number), number.type());
  }

  private static Expr positive(List<Expr> arguments) throws FunctionException {
    return ArithmeticTypes.number("positive(a)", arguments);
  }

  private static Kernel kernel(
      Call call, List<Kernel> arguments, Operation operation, boolean orNull) {
    DataType type = call.arguments().get(0).type();
    if (!orNull && operation != Operation.POSITIVE_REMAINDER) {
      Kernel left = arguments.get(0);
      Kernel right = arguments.get(1);
      if (type == DataType.INT) {
        return new IntArithmetic(operation, left, right);
      }
      if (type == DataType.LONG) {
        return new LongArithmetic(operation, left, right);
      }
      if (type == DataType.DOUBLE) {
        return new DoubleArithmetic(operation, left, right);
      }
    }
    return RowKernel.of(
        call.type(), arguments, Nulls.PROPAGATE, orNull, byRow(operation, type, call.type()));
  }

  private static RowFunction byRow(Operation operation, DataType type, DataType result) {
    if (type == DataType.INT) {
      return (in, out) -> out.putInt(Scalar.ints(operation, in.intAt(0), in.intAt(1)));
    }
    if (type == DataType.LONG) {
      return (in, out) -> out.putLong(Scalar.longs(operation, in.longAt(0), in.longAt(1)));
    }
    if (type == DataType.DOUBLE) {
      return (in, out) -> out.putDouble(Scalar.doubles(operation, in.doubleAt(0), in.doubleAt(1)));
    }
    if (type == DataType.FLOAT) {
      // Exact in double, then rounded once more: the same as arithmetic in float.
      return (in, out) ->
          out.putFloat((float) Scalar.doubles(operation, in.floatAt(0), in.floatAt(1)));
    }
    if (operation == Operation.INTEGRAL) {
      return (in, out) -> out.putLong(DecimalMath.integral(in.decimal(0), in.decimal(1)));
    }
    Decimal decimal = (Decimal) result;
    return (in, out) ->
        out.putDecimal(DecimalMath.apply(operation, in.decimal(0), in.decimal(1), decimal));
  }
}
