package io.weir.operators.expr;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Cast;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Expr.Or;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The oracle: one row of boxed values at a time. What fails throws {@link ArithmeticException}. */
final class NaiveEvaluator {

  private final @Nullable Object[] row;

  NaiveEvaluator(@Nullable Object[] row) {
    this.row = row;
  }

  @Nullable Object evaluate(Expr expr) {
    if (expr instanceof ColumnRef column) {
      return row[column.index()];
    }
    if (expr instanceof Literal literal) {
      return literal.value();
    }
    if (expr instanceof And and) {
      return logic(and.left(), and.right(), false);
    }
    if (expr instanceof Or or) {
      return logic(or.left(), or.right(), true);
    }
    if (expr instanceof Case choice) {
      for (Branch branch : choice.branches()) {
        if (Boolean.TRUE.equals(evaluate(branch.when()))) {
          return evaluate(branch.then());
        }
      }
      Expr otherwise = choice.otherwise();
      return otherwise == null ? null : evaluate(otherwise);
    }
    if (expr instanceof Cast cast) {
      Object value = evaluate(cast.operand());
      try {
        return value == null ? null : cast(value, cast.type());
      } catch (ArithmeticException e) {
        if (cast.orNull()) {
          return null;
        }
        throw e;
      }
    }
    return call((Call) expr);
  }

  private @Nullable Object logic(Expr left, Expr right, boolean deciding) {
    Boolean first = (Boolean) evaluate(left);
    if (first != null && first == deciding) {
      return deciding;
    }
    Boolean second = (Boolean) evaluate(right);
    if (second != null && second == deciding) {
      return deciding;
    }
    boolean unknown = first == null || second == null;
    return unknown ? null : !deciding;
  }

  private static Object cast(Object value, DataType type) {
    if (type == DataType.STRING) {
      return value.toString();
    }
    if (value instanceof String text) {
      try {
        Object number = Long.valueOf(text.trim());
        return cast(number, type);
      } catch (NumberFormatException e) {
        if (type == DataType.DOUBLE) {
          return parse(text);
        }
        throw new ArithmeticException("not a number");
      }
    }
    if (type == DataType.DOUBLE) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Double number) {
      boolean fits = number >= -0x1p63 && number < 0x1p63;
      if (!fits) {
        throw new ArithmeticException("out of range");
      }
      value = number.longValue();
    }
    long number = ((Number) value).longValue();
    return type == DataType.INT ? (Object) Math.toIntExact(number) : (Object) number;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ArithmeticException("not a number");
    }
  }

  private @Nullable Object call(Call call) {
    List<@Nullable Object> values = new ArrayList<>();
    call.arguments().forEach(a -> values.add(evaluate(a)));
    switch (call.name()) {
      case "isnull":
        return values.get(0) == null;
      case "isnotnull":
        return values.get(0) != null;
      case "<=>":
        return nullSafeEqual(values.get(0), values.get(1));
      case "in":
        return in(values);
      default:
    }
    if (values.contains(null)) {
      return null;
    }
    Object a = Objects.requireNonNull(values.get(0));
    Object b = values.size() > 1 ? Objects.requireNonNull(values.get(1)) : a;
    return switch (call.name()) {
      case "not" -> !(Boolean) a;
      case "=" -> compare(a, b) == 0;
      case "<>" -> compare(a, b) != 0;
      case "<" -> compare(a, b) < 0;
      case "<=" -> compare(a, b) <= 0;
      case ">" -> compare(a, b) > 0;
      case ">=" -> compare(a, b) >= 0;
      case "upper" -> ((String) a).toUpperCase(Locale.ROOT);
      case "length" -> ((String) a).length();
      case "concat" -> (String) a + b;
      default -> arithmetic(call.name(), a, b);
    };
  }

  private static boolean nullSafeEqual(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return compare(a, b) == 0;
  }

  private static @Nullable Object in(List<@Nullable Object> values) {
    Object value = values.get(0);
    if (value == null) {
      return null;
    }
    boolean unknown = false;
    for (Object candidate : values.subList(1, values.size())) {
      if (candidate != null && compare(value, candidate) == 0) {
        return true;
      }
      unknown |= candidate == null;
    }
    return unknown ? null : false;
  }

  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String left && b instanceof String right) {
      return Arrays.compareUnsigned(
          left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
    if (a instanceof Double left && b instanceof Double right) {
      return Double.compare(left + 0.0, right + 0.0);
    }
    return a instanceof Boolean left
        ? left.compareTo((Boolean) b)
        : Long.compare(((Number) a).longValue(), ((Number) b).longValue());
  }

  private static Object arithmetic(String name, Object a, Object b) {
    if (a instanceof Double left) {
      double right = (Double) b;
      if (right == 0 && (name.equals("/") || name.equals("%"))) {
        throw new ArithmeticException("zero");
      }
      return switch (name) {
        case "+" -> left + right;
        case "-" -> left - right;
        case "*" -> left * right;
        case "/" -> left / right;
        default -> left % right;
      };
    }
    long left = ((Number) a).longValue();
    long right = ((Number) b).longValue();
    long result =
        switch (name) {
          case "+" -> Math.addExact(left, right);
          case "-" -> Math.subtractExact(left, right);
          case "*" -> Math.multiplyExact(left, right);
          case "%" -> left % right;
          default -> {
            if (left == Long.MIN_VALUE && right == -1) {
              throw new ArithmeticException("overflow");
            }
            yield left / right;
          }
        };
    return a instanceof Integer && !name.equals("div")
        ? (Object) Math.toIntExact(result)
        : (Object) result;
  }
}
