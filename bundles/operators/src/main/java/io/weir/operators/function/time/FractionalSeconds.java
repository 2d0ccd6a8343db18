package io.weir.operators.function.time;

import static io.weir.api.data.DataType.DOUBLE;
import static io.weir.api.data.DataType.FLOAT;
import static io.weir.api.data.DataType.TIMESTAMP;

import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.Library;
import io.weir.operators.function.ScalarFunction;
import java.util.List;
import java.util.Objects;

/** {@code timestamp_seconds} of numbers with a fraction. */
final class FractionalSeconds {

  private static final String NAME = "timestamp_seconds";
  private static final double MICROS = 1e6;

  private FractionalSeconds() {}

  static void add(Library library) {
    ScalarFunction whole = library.find(NAME);
    library.overload(
        NAME,
        args -> {
          DataType type = args.size() == 1 ? args.get(0).type() : TIMESTAMP;
          boolean fraction = type == FLOAT || type == DOUBLE || type instanceof DataType.Decimal;
          if (!fraction) {
            return whole.resolver().resolve(args);
          }
          Expr seconds = type == FLOAT ? Coercion.to(args.get(0), DOUBLE) : args.get(0);
          return new Call(NAME, List.of(seconds), TIMESTAMP);
        },
        (call, kernels) -> {
          DataType type = call.arguments().get(0).type();
          if (type == DOUBLE) {
            return RowKernel.of(TIMESTAMP, kernels, FractionalSeconds::ofDouble);
          }
          return type instanceof DataType.Decimal
              ? RowKernel.of(TIMESTAMP, kernels, FractionalSeconds::ofDecimal)
              : Objects.requireNonNull(whole.compiler()).compile(call, kernels);
        });
  }

  /** As in Spark: what is behind the microseconds is cut off, and times end at the last one. */
  private static void ofDouble(Row in, ColumnWriter out) {
    double seconds = in.doubleAt(0);
    if (Double.isFinite(seconds)) {
      out.putLong((long) (seconds * MICROS));
    } else {
      out.putNull();
    }
  }

  private static void ofDecimal(Row in, ColumnWriter out) {
    try {
      out.putLong(in.decimal(0).movePointRight(6).longValueExact());
    } catch (ArithmeticException e) {
      throw new RowFailure(
          "timestamp_seconds: %s is out of range, or no whole number of microseconds"
              .formatted(in.decimal(0).toPlainString()));
    }
  }
}
