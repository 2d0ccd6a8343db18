package io.weir.operators.function.cast;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/** The conversions that arithmetic inserts, which cannot fail: to long and to double. */
final class Widening implements Kernel {

  private final Kernel operand;
  private final boolean toLong;
  private long[] longs = new long[0];
  private double[] doubles = new double[0];

  Widening(Kernel operand, DataType to) {
    this.operand = operand;
    this.toLong = to == DataType.LONG;
  }

  static boolean supports(DataType from, DataType to) {
    if (to == DataType.LONG) {
      return from == DataType.INT;
    }
    return to == DataType.DOUBLE
        && (from == DataType.INT || from == DataType.LONG || from == DataType.FLOAT);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    Column column = operand.evaluate(batch, rows, errors);
    int size = batch.size();
    if (toLong) {
      if (longs.length < size) {
        longs = new long[Math.max(size, longs.length * 2)];
      }
      int[] values = ((IntColumn) column).values();
      for (int i = 0; i < size; i++) {
        longs[i] = values[i];
      }
      return new LongColumn(DataType.LONG, longs, column.nulls(), size);
    }
    if (doubles.length < size) {
      doubles = new double[Math.max(size, doubles.length * 2)];
    }
    widen(column, size);
    return new DoubleColumn(doubles, column.nulls(), size);
  }

  private void widen(Column column, int size) {
    if (column instanceof IntColumn ints) {
      int[] values = ints.values();
      for (int i = 0; i < size; i++) {
        doubles[i] = values[i];
      }
    } else if (column instanceof LongColumn whole) {
      long[] values = whole.values();
      for (int i = 0; i < size; i++) {
        doubles[i] = values[i];
      }
    } else {
      float[] values = ((FloatColumn) column).values();
      for (int i = 0; i < size; i++) {
        doubles[i] = values[i];
      }
    }
  }
}
