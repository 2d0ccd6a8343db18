package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves Weir's own aggregates: result types are Spark's. */
final class Aggregates {

  private static final List<FunctionDoc> DOCS =
      List.of(
          doc(AggregateNames.COUNT, "count(*) or count(value[, …])", "Rows without a null."),
          doc(AggregateNames.SUM, "sum(number)", "The sum; an overflow is an error."),
          doc(AggregateNames.AVG, "avg(number)", "The mean, also written mean."),
          doc(AggregateNames.MIN, "min(value)", "The least value; nulls are left out."),
          doc(AggregateNames.MAX, "max(value)", "The greatest value; NaN is the greatest."));

  private Aggregates() {}

  private static FunctionDoc doc(String name, String signature, String description) {
    return new FunctionDoc(name, signature, description, "aggregate");
  }

  static List<FunctionDoc> docs() {
    return DOCS;
  }

  static @Nullable String canonical(String key) {
    if (key.equals("mean")) {
      return AggregateNames.AVG;
    }
    return AggregateNames.ALL.contains(key) ? key : null;
  }

  static AggregateCall resolve(
      String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter)
      throws FunctionException {
    if (name.equals(AggregateNames.COUNT)) {
      if (arguments.isEmpty() && distinct) {
        throw new FunctionException("count(DISTINCT *): name the columns to count");
      }
      return new AggregateCall(name, arguments, filter, distinct, DataType.LONG);
    }
    if (arguments.size() != 1) {
      throw new FunctionException("%s: %d arguments, expected 1".formatted(name, arguments.size()));
    }
    Expr argument = arguments.get(0);
    return switch (name) {
      case AggregateNames.SUM -> {
        Expr number = number(name, argument, DataType.LONG);
        DataType type =
            number.type() instanceof Decimal d
                ? bounded(d.precision() + 10, d.scale())
                : number.type();
        yield new AggregateCall(name, List.of(number), filter, distinct, type);
      }
      case AggregateNames.AVG -> {
        Expr number = number(name, argument, DataType.DOUBLE);
        DataType type =
            number.type() instanceof Decimal d
                ? bounded(d.precision() + 4, d.scale() + 4)
                : DataType.DOUBLE;
        yield new AggregateCall(name, List.of(number), filter, distinct, type);
      }
      default -> new AggregateCall(name, arguments, filter, distinct, argument.type());
    };
  }

  /** Integers become {@code integers}, text and floats double, decimals stay. */
  private static Expr number(String name, Expr argument, DataType integers)
      throws FunctionException {
    DataType type = argument.type();
    if (type instanceof Decimal) {
      return argument;
    }
    if (Coercion.isInteger(type)) {
      return Coercion.to(argument, integers);
    }
    if (type.isNumeric() || type == DataType.STRING) {
      return Coercion.to(argument, DataType.DOUBLE);
    }
    throw new FunctionException(
        "%s(%s): the argument is %s, expected a number".formatted(name, argument, type));
  }

  private static Decimal bounded(int precision, int scale) {
    return new Decimal(
        Math.min(precision, Decimal.MAX_PRECISION), Math.min(scale, Decimal.MAX_PRECISION));
  }
}
