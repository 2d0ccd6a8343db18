package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Array;
import io.weir.api.data.DataType.Decimal;
import io.weir.api.data.DataType.Struct;
import io.weir.api.data.Field;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.function.cast.Casts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Implicit casts, as ANSI Spark 4 has them (AnsiTypeCoercion): int to long to decimal to double,
 * where float with another number is double; date to timestamp; and text to the type of the other
 * side, long for integers and double for other numbers.
 */
public final class Coercion {

  private Coercion() {}

  /**
   * Whether an expression is a NULL that nothing typed yet.
   *
   * @param expr any
   * @return true for the literal
   */
  public static boolean isNull(Expr expr) {
    return expr instanceof Literal literal
        && literal.value() == null
        && literal.type() == DataType.STRING;
  }

  /**
   * Whether an expression takes whatever type is asked for: an untyped NULL, or {@code
   * raise_error}, which never gives a value.
   *
   * @param expr any
   * @return true for these
   */
  public static boolean isUntyped(Expr expr) {
    return isNull(expr) || isRaise(expr);
  }

  private static boolean isRaise(Expr expr) {
    return expr instanceof Expr.Call call && call.name().equals("raise_error");
  }

  /** The decimal that holds every value of an integer type. */
  static Decimal decimalOf(DataType type) {
    return type instanceof Decimal decimal
        ? decimal
        : new Decimal(type == DataType.INT ? 10 : 20, 0);
  }

  /**
   * The narrowest type that two types can be cast to, text included.
   *
   * @param a a type
   * @param b another
   * @return null if there is none
   */
  public static @Nullable DataType wider(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a.isNumeric() && b.isNumeric()) {
      return widerNumber(a, b);
    }
    if (a == DataType.STRING || b == DataType.STRING) {
      return promoteText(a == DataType.STRING ? b : a);
    }
    if (isTime(a) && isTime(b)) {
      return DataType.TIMESTAMP;
    }
    if (a instanceof Array left && b instanceof Array right) {
      DataType element = wider(left.element(), right.element());
      return element == null ? null : new Array(element);
    }
    if (a instanceof Struct left && b instanceof Struct right) {
      return widerStruct(left, right);
    }
    return null;
  }

  private static boolean isTime(DataType type) {
    return type == DataType.DATE || type == DataType.TIMESTAMP;
  }

  private static @Nullable DataType promoteText(DataType other) {
    if (other == DataType.INT || other == DataType.LONG) {
      return DataType.LONG;
    }
    if (other.isNumeric()) {
      return DataType.DOUBLE;
    }
    return other instanceof DataType.Primitive ? other : null;
  }

  /**
   * The common type of two numbers.
   *
   * @param a a numeric type
   * @param b another
   * @return never float, unless both are
   */
  public static DataType widerNumber(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    if (isFloating(a) || isFloating(b)) {
      return DataType.DOUBLE;
    }
    if (a instanceof Decimal || b instanceof Decimal) {
      return widerDecimal(decimalOf(a), decimalOf(b));
    }
    return DataType.LONG;
  }

  static boolean isFloating(DataType type) {
    return type == DataType.FLOAT || type == DataType.DOUBLE;
  }

  private static Decimal widerDecimal(Decimal a, Decimal b) {
    int scale = Math.max(a.scale(), b.scale());
    int range = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    int precision = range + scale;
    if (precision <= Decimal.MAX_PRECISION) {
      return new Decimal(precision, scale);
    }
    return new Decimal(
        Decimal.MAX_PRECISION, Math.max(0, scale - (precision - Decimal.MAX_PRECISION)));
  }

  private static @Nullable Struct widerStruct(Struct a, Struct b) {
    if (a.fields().size() != b.fields().size()) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < a.fields().size(); i++) {
      Field left = a.fields().get(i);
      DataType type = wider(left.type(), b.fields().get(i).type());
      if (type == null || !left.name().equalsIgnoreCase(b.fields().get(i).name())) {
        return null;
      }
      fields.add(Field.of(left.name(), type));
    }
    return new Struct(fields);
  }

  /**
   * The common type of several types.
   *
   * @param types at least one
   * @return the type
   * @throws FunctionException if there is none
   */
  public static DataType common(List<DataType> types) throws FunctionException {
    DataType common = types.get(0);
    for (DataType type : types) {
      DataType next = wider(common, type);
      if (next == null) {
        throw new FunctionException(
            "%s and %s have no common type; cast one to the other".formatted(common, type));
      }
      common = next;
    }
    return common;
  }

  /**
   * The common type of several expressions, where what is untyped fits any.
   *
   * @param exprs at least one
   * @return the type
   * @throws FunctionException if there is none
   */
  public static DataType commonOf(List<Expr> exprs) throws FunctionException {
    List<DataType> types = exprs.stream().filter(e -> !isUntyped(e)).map(Expr::type).toList();
    return types.isEmpty() ? DataType.STRING : common(types);
  }

  /**
   * Casts what the target type requires, whatever it is.
   *
   * @param expr any
   * @param type a type that it can be cast to
   * @return the expression itself if it has the type
   */
  public static Expr to(Expr expr, DataType type) {
    if (expr.type().equals(type)) {
      return expr;
    }
    if (expr instanceof Expr.Call raise && isRaise(raise)) {
      return new Expr.Call(raise.name(), raise.arguments(), type);
    }
    if (expr instanceof Literal literal) {
      Object value = literal.value();
      if (value == null) {
        return new Literal(null, type);
      }
      if (value instanceof Integer number && type == DataType.LONG) {
        return new Literal((long) number, type);
      }
      if (value instanceof Integer number && type == DataType.DOUBLE) {
        return new Literal((double) number, type);
      }
      if (value instanceof BigDecimal number && type == DataType.DOUBLE) {
        return new Literal(number.doubleValue(), type);
      }
    }
    return new Expr.Cast(expr, type, false);
  }

  /**
   * Casts every expression.
   *
   * @param exprs any
   * @param type a type that they can be cast to
   * @return in the same order
   */
  public static List<Expr> allTo(List<Expr> exprs, DataType type) {
    return exprs.stream().map(e -> to(e, type)).toList();
  }

  /**
   * Casts an argument to the type of a parameter, if that is allowed without writing it.
   *
   * @param expr the argument
   * @param type the parameter's type
   * @return null if it is not
   */
  public static @Nullable Expr implicit(Expr expr, DataType type) {
    DataType from = expr.type();
    if (from.equals(type) || isUntyped(expr)) {
      return to(expr, type);
    }
    return promotes(from, type) && Casts.allowed(from, type) ? to(expr, type) : null;
  }

  private static boolean promotes(DataType from, DataType type) {
    if (from == DataType.STRING) {
      return isScalar(type);
    }
    if (type == DataType.STRING) {
      return isScalar(from);
    }
    if (from.isNumeric() && type.isNumeric()) {
      return isInteger(from) || !isInteger(type);
    }
    return (isTime(from) && isTime(type)) || (from instanceof Array && wider(from, type) != null);
  }

  private static boolean isScalar(DataType type) {
    return type instanceof DataType.Primitive || type instanceof Decimal;
  }

  static boolean isInteger(DataType type) {
    return type == DataType.INT || type == DataType.LONG;
  }
}
