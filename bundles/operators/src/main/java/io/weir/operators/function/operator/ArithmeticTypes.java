package io.weir.operators.function.operator;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Signature;
import java.math.BigDecimal;
import java.util.List;

/**
 * The types of arithmetic. Decimal results follow Spark's DecimalPrecision with loss of precision
 * allowed: where 38 digits do not suffice, digits after the point go first, down to six.
 */
final class ArithmeticTypes {

  private static final int MIN_SCALE = 6;

  private ArithmeticTypes() {}

  static Expr resolve(String name, Operation operation, List<Expr> arguments)
      throws FunctionException {
    String text = "a " + name + " b";
    Signature.checkCount(text, arguments, 2, 2);
    Expr days = dateAndDays(name, operation, arguments);
    if (days != null) {
      return days;
    }
    Expr left = typed(arguments.get(0), arguments.get(1));
    Expr right = typed(arguments.get(1), arguments.get(0));
    if (!left.type().isNumeric() || !right.type().isNumeric()) {
      int wrong = left.type().isNumeric() ? 1 : 0;
      throw Signature.mismatch(text, arguments, wrong, "a number");
    }
    if (left.type() instanceof Decimal || right.type() instanceof Decimal) {
      boolean floating = isFloating(left.type()) || isFloating(right.type());
      if (!floating) {
        return decimals(name, operation, decimal(left), decimal(right));
      }
    }
    DataType type = Coercion.widerNumber(left.type(), right.type());
    if (operation == Operation.DIVIDE) {
      type = DataType.DOUBLE;
    } else if (operation == Operation.INTEGRAL) {
      if (isFloating(type)) {
        throw Signature.mismatch(
            text, arguments, isFloating(left.type()) ? 0 : 1, "an integer or a decimal");
      }
      type = DataType.LONG;
    }
    return new Call(name, List.of(Coercion.to(left, type), Coercion.to(right, type)), type);
  }

  /** One number. */
  static Expr number(String text, List<Expr> arguments) throws FunctionException {
    Signature.checkCount(text, arguments, 1, 1);
    Expr argument = arguments.get(0);
    if (argument.type() == DataType.STRING) {
      return Coercion.to(argument, DataType.DOUBLE);
    }
    if (!argument.type().isNumeric()) {
      throw Signature.mismatch(text, arguments, 0, "a number");
    }
    return argument;
  }

  /** Text becomes a long beside an integer, else a double; an untyped null what the other is. */
  private static Expr typed(Expr expr, Expr other) {
    if (expr.type() != DataType.STRING) {
      return expr;
    }
    if (Coercion.isNull(expr)) {
      return Coercion.to(expr, other.type().isNumeric() ? other.type() : DataType.DOUBLE);
    }
    boolean integer = other.type() == DataType.INT || other.type() == DataType.LONG;
    return Coercion.to(expr, integer ? DataType.LONG : DataType.DOUBLE);
  }

  private static boolean isFloating(DataType type) {
    return type == DataType.FLOAT || type == DataType.DOUBLE;
  }

  private static @org.jspecify.annotations.Nullable Expr dateAndDays(
      String name, Operation operation, List<Expr> arguments) throws FunctionException {
    DataType left = arguments.get(0).type();
    DataType right = arguments.get(1).type();
    if (operation == Operation.ADD && left == DataType.INT && right == DataType.DATE) {
      return new Call("date_add", List.of(arguments.get(1), arguments.get(0)), DataType.DATE);
    }
    if (left == DataType.DATE && right == DataType.INT) {
      if (operation == Operation.ADD) {
        return new Call("date_add", arguments, DataType.DATE);
      }
      if (operation == Operation.SUBTRACT) {
        return new Call("date_sub", arguments, DataType.DATE);
      }
    }
    boolean times = isTime(left) || isTime(right);
    if (times) {
      throw new FunctionException(
          "%s %s %s: expected a timestamp and an INTERVAL, or a date and days; for the days between"
                  .formatted(left, name, right)
              + " two dates use datediff, for a span timestampdiff");
    }
    return null;
  }

  private static boolean isTime(DataType type) {
    return type == DataType.DATE || type == DataType.TIMESTAMP;
  }

  private static Expr decimal(Expr expr) {
    if (expr.type() instanceof Decimal) {
      return expr;
    }
    if (expr instanceof Literal literal && literal.value() != null) {
      // Only the digits that the integer has, lest the result lose digits for nothing.
      BigDecimal value = new BigDecimal(literal.value().toString());
      return new Literal(value, new Decimal(value.precision(), 0));
    }
    return Coercion.to(expr, new Decimal(expr.type() == DataType.INT ? 10 : 20, 0));
  }

  private static Expr decimals(String name, Operation operation, Expr left, Expr right) {
    Decimal a = (Decimal) left.type();
    Decimal b = (Decimal) right.type();
    DataType type =
        operation == Operation.INTEGRAL ? DataType.LONG : decimalResult(operation, a, b);
    return new Call(name, List.of(left, right), type);
  }

  static Decimal decimalResult(Operation operation, Decimal a, Decimal b) {
    int scale = Math.max(a.scale(), b.scale());
    int left = a.precision() - a.scale();
    int right = b.precision() - b.scale();
    return switch (operation) {
      case ADD, SUBTRACT -> adjusted(Math.max(left, right) + scale + 1, scale);
      case MULTIPLY -> adjusted(a.precision() + b.precision() + 1, a.scale() + b.scale());
      case DIVIDE, INTEGRAL -> {
        int digits = Math.max(MIN_SCALE, a.scale() + b.precision() + 1);
        yield adjusted(left + b.scale() + digits, digits);
      }
      case REMAINDER, POSITIVE_REMAINDER -> adjusted(Math.min(left, right) + scale, scale);
    };
  }

  private static Decimal adjusted(int precision, int scale) {
    if (precision <= Decimal.MAX_PRECISION) {
      return new Decimal(Math.max(precision, 1), scale);
    }
    int whole = precision - scale;
    int kept = Math.max(Decimal.MAX_PRECISION - whole, Math.min(scale, MIN_SCALE));
    return new Decimal(Decimal.MAX_PRECISION, kept);
  }
}
