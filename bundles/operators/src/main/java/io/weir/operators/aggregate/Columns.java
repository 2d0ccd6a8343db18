package io.weir.operators.aggregate;

import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of results. */
final class Columns {

  private Columns() {}

  /** A column of booleans, integers, dates or timestamps. */
  static Column ofLongs(DataType type, long[] values, boolean[] nulls, int count) {
    if (type == DataType.LONG || type == DataType.TIMESTAMP) {
      return new LongColumn(type, values, nulls, count);
    }
    if (type == DataType.BOOLEAN) {
      boolean[] booleans = new boolean[count];
      for (int i = 0; i < count; i++) {
        booleans[i] = values[i] != 0;
      }
      return new BooleanColumn(booleans, nulls, count);
    }
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      ints[i] = (int) values[i];
    }
    return new IntColumn(type, ints, nulls, count);
  }

  /** A column of values as objects. */
  static Column ofObjects(DataType type, List<? extends @Nullable Object> values) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    values.forEach(builder::append);
    return builder.build();
  }
}
