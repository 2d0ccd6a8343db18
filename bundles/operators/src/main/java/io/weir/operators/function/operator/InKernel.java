package io.weir.operators.function.operator;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.operators.column.Instants;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** IN: a look-up where the list is constant and the type allows it, else one by one. */
final class InKernel {

  private InKernel() {}

  static Kernel of(Expr.Call call, List<Kernel> kernels) {
    List<Expr> list = call.arguments().subList(1, call.arguments().size());
    DataType type = call.arguments().get(0).type();
    boolean constant = list.stream().allMatch(e -> e instanceof Literal);
    if (!constant || !(isWhole(type) || type == DataType.STRING)) {
      return RowKernel.of(DataType.BOOLEAN, kernels, Nulls.CALL, false, InKernel::oneByOne);
    }
    List<Object> values =
        list.stream()
            .map(e -> ((Literal) e).value())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    boolean orNull = values.size() < list.size();
    RowFunction function = type == DataType.STRING ? texts(values, orNull) : whole(values, orNull);
    return RowKernel.of(DataType.BOOLEAN, kernels.subList(0, 1), function);
  }

  private static boolean isWhole(DataType type) {
    return type == DataType.INT
        || type == DataType.LONG
        || type == DataType.DATE
        || type == DataType.TIMESTAMP;
  }

  private static RowFunction texts(List<Object> values, boolean orNull) {
    Set<Object> set = new HashSet<>(values);
    return (in, out) -> {
      boolean found = set.contains(in.text(0));
      if (!found && orNull) {
        out.putNull();
      } else {
        out.putBoolean(found);
      }
    };
  }

  private static RowFunction whole(List<Object> values, boolean orNull) {
    long[] sorted = values.stream().mapToLong(InKernel::toLong).sorted().toArray();
    return (in, out) -> {
      long value = in.column(0) instanceof LongColumn ? in.longAt(0) : in.intAt(0);
      boolean found = Arrays.binarySearch(sorted, value) >= 0;
      if (!found && orNull) {
        out.putNull();
      } else {
        out.putBoolean(found);
      }
    };
  }

  private static long toLong(Object value) {
    if (value instanceof Instant instant) {
      return Instants.micros(instant);
    }
    return value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).longValue();
  }

  private static void oneByOne(Row in, io.weir.operators.expr.ColumnWriter out) {
    boolean unknown = in.isNull(0);
    int row = in.position();
    for (int i = 1; i < in.size() && !in.isNull(0); i++) {
      Column candidate = in.column(i);
      if (candidate.isNull(row)) {
        unknown = true;
      } else if (Order.compare(in.column(0), row, candidate, row) == 0) {
        out.putBoolean(true);
        return;
      }
    }
    if (unknown) {
      out.putNull();
    } else {
      out.putBoolean(false);
    }
  }
}
