package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Expressions over boxed values, one row at a time, as simply as can be. */
final class NaiveExprs {

  /** What a row that fails raises. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  private NaiveExprs() {}

  static boolean isTrue(Expr condition, Object[] row) {
    return Boolean.TRUE.equals(value(condition, row));
  }

  static Object value(Expr expr, Object[] row) {
    if (expr instanceof Expr.ColumnRef column) {
      return row[column.index()];
    }
    if (expr instanceof Expr.Literal literal) {
      return literal.value();
    }
    if (expr instanceof Expr.And and) {
      Object left = value(and.left(), row);
      if (Boolean.FALSE.equals(left)) {
        return false;
      }
      Object right = value(and.right(), row);
      if (Boolean.FALSE.equals(right)) {
        return false;
      }
      return left == null || right == null ? null : (Object) true;
    }
    if (expr instanceof Expr.Case choice) {
      for (Expr.Branch branch : choice.branches()) {
        if (isTrue(branch.when(), row)) {
          return value(branch.then(), row);
        }
      }
      return choice.otherwise() == null ? null : value(choice.otherwise(), row);
    }
    if (expr instanceof Expr.Cast cast) {
      Object value = value(cast.operand(), row);
      return value == null || cast.type() != DataType.DOUBLE
          ? value
          : (Object) ((Number) value).doubleValue();
    }
    if (expr instanceof Expr.FieldOf field) {
      Map<?, ?> struct = (Map<?, ?>) value(field.operand(), row);
      DataType.Struct type = (DataType.Struct) field.operand().type();
      return struct == null ? null : struct.get(type.fields().get(field.field()).name());
    }
    Expr.Call call = (Expr.Call) expr;
    List<Object> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(value(argument, row)));
    return call(call, arguments);
  }

  private static Object call(Expr.Call call, List<Object> arguments) {
    if (call.name().equals("array")) {
      return arguments;
    }
    Object a = arguments.get(0);
    if (call.name().equals("isnull")) {
      return a == null;
    }
    if (call.name().equals("isnotnull")) {
      return a != null;
    }
    Object b = arguments.get(1);
    if (a == null || b == null) {
      return null;
    }
    int compared = ValueOrder.of(call.arguments().get(0).type()).compare(a, b);
    return switch (call.name()) {
      case "=" -> compared == 0;
      case "<>" -> compared != 0;
      case "<" -> compared < 0;
      case ">" -> compared > 0;
      case "<=" -> compared <= 0;
      case ">=" -> compared >= 0;
      default -> arithmetic(call.name(), a, b);
    };
  }

  private static Object arithmetic(String name, Object a, Object b) {
    if (a instanceof Double left && b instanceof Double right) {
      if (name.equals("/") && right == 0) {
        throw new Failure("division by zero");
      }
      return name.equals("/") ? left / right : name.equals("*") ? left * right : left + right;
    }
    try {
      long left = (Long) a;
      long right = (Long) b;
      return name.equals("+") ? Math.addExact(left, right) : Math.multiplyExact(left, right);
    } catch (ArithmeticException e) {
      throw new Failure("overflow");
    }
  }
}
