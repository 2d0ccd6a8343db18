package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.column.ValueOrder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a row of cells for one value of a type, or null: two cells for what fits into 64 bits,
 * else one object.
 *
 * <p>Thread: one at a time.
 */
final class Slot {

  private final DataType type;
  private final boolean floating;
  private final boolean boxed;
  private final Comparator<@Nullable Object> order;
  private int cell;
  private int object;

  Slot(DataType type) {
    this.type = type;
    this.floating = type == DataType.DOUBLE || type == DataType.FLOAT;
    this.boxed = !floating && !AggregateCompiler.inCell(type);
    this.order = ValueOrder.of(type);
  }

  int cells() {
    return boxed ? 0 : 2;
  }

  int objects() {
    return boxed ? 1 : 0;
  }

  void place(int firstCell, int firstObject) {
    cell = firstCell;
    object = firstObject;
  }

  boolean isNull(Cells cells, int row) {
    return boxed ? object(cells, row) == null : cells.longs()[cellAt(cells, row)] == 0;
  }

  /** Takes a column's value. */
  void set(Cells cells, int row, Column column, int columnRow) {
    if (boxed) {
      put(cells, row, column.value(columnRow));
      return;
    }
    int at = cellAt(cells, row);
    boolean isNull = column.isNull(columnRow);
    cells.longs()[at] = isNull ? 0 : 1;
    cells.longs()[at + 1] = isNull ? 0 : bits(column, columnRow);
  }

  /** Takes the value of another row, perhaps of other cells. */
  void copy(Cells target, int targetRow, Cells source, int sourceRow) {
    if (boxed) {
      put(target, targetRow, object(source, sourceRow));
      return;
    }
    int at = cellAt(target, targetRow);
    int from = cellAt(source, sourceRow);
    target.longs()[at] = source.longs()[from];
    target.longs()[at + 1] = source.longs()[from + 1];
  }

  /** Compares a column's value with the one here; neither is null. */
  int compare(Column column, int columnRow, Cells cells, int row) {
    return boxed
        ? order.compare(column.value(columnRow), object(cells, row))
        : compareBits(bits(column, columnRow), cells.longs()[cellAt(cells, row) + 1]);
  }

  /** Compares the value of another row with the one here; neither is null. */
  int compare(Cells source, int sourceRow, Cells cells, int row) {
    return boxed
        ? order.compare(object(source, sourceRow), object(cells, row))
        : compareBits(
            source.longs()[cellAt(source, sourceRow) + 1], cells.longs()[cellAt(cells, row) + 1]);
  }

  private int compareBits(long left, long right) {
    return floating
        ? ValueOrder.compareDoubles(Double.longBitsToDouble(left), Double.longBitsToDouble(right))
        : Long.compare(left, right);
  }

  /** What a value of a column would take beside the cells, bytes. */
  long growth(Column column, int columnRow) {
    return boxed ? ValueBytes.of(column.value(columnRow)) : 0;
  }

  long bytes(Cells cells, int row) {
    return boxed ? ValueBytes.of(object(cells, row)) : 0;
  }

  Column result(Cells cells, int[] rows, int from, int count) {
    if (boxed) {
      List<@Nullable Object> values = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        values.add(object(cells, rows[from + i]));
      }
      return Columns.ofObjects(type, values);
    }
    long[] values = new long[count];
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      int at = cellAt(cells, rows[from + i]);
      nulls[i] = cells.longs()[at] == 0;
      values[i] = cells.longs()[at + 1];
    }
    return floating
        ? Columns.ofDoubleBits(type, values, nulls)
        : Columns.ofLongs(type, values, nulls, count);
  }

  void write(Cells cells, int row, ByteSink target) {
    if (boxed) {
      ValueCodec.write(type, object(cells, row), target);
    }
  }

  void read(Cells cells, int row, ByteBuffer source) {
    if (boxed) {
      put(cells, row, ValueCodec.read(type, source));
    }
  }

  private int cellAt(Cells cells, int row) {
    return row * cells.width() + cell;
  }

  private @Nullable Object object(Cells cells, int row) {
    return cells.objects()[row * cells.objectWidth() + object];
  }

  private void put(Cells cells, int row, @Nullable Object value) {
    cells.account(ValueBytes.of(value) - ValueBytes.of(object(cells, row)));
    cells.objects()[row * cells.objectWidth() + object] = value;
  }

  private static long bits(Column column, int row) {
    if (column instanceof LongColumn longs) {
      return longs.values()[row];
    }
    if (column instanceof IntColumn ints) {
      return ints.values()[row];
    }
    if (column instanceof DoubleColumn doubles) {
      return Double.doubleToRawLongBits(doubles.values()[row]);
    }
    if (column instanceof FloatColumn floats) {
      return Double.doubleToRawLongBits(floats.values()[row]);
    }
    return ((BooleanColumn) column).values()[row] ? 1 : 0;
  }
}
