package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.RowErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The least or greatest text, decimal, byte string, array or struct. */
final class ObjectExtremeAccumulator extends Accumulator implements AggregateResult {

  private final DataType type;
  private final boolean greatest;
  private final Comparator<@Nullable Object> order;

  ObjectExtremeAccumulator(DataType type, boolean greatest) {
    this.type = type;
    this.greatest = greatest;
    this.order = ValueOrder.of(type);
  }

  @Override
  public int cells() {
    return 0;
  }

  @Override
  public int objects() {
    return 1;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      Object value = arguments[0].value(rows[i]);
      bytes += ValueBytes.of(value);
    }
    return bytes;
  }

  @Override
  public void add(AddedRows input) {
    Column column = input.arguments[0];
    for (int i = input.from; i < input.to; i++) {
      combine(input.cells, input.targets[i], Objects.requireNonNull(column.value(input.rows[i])));
    }
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    Object later = value(source, sourceRow);
    if (later != null) {
      combine(target, targetRow, later);
    }
  }

  private @Nullable Object value(Cells cells, int row) {
    return cells.objects()[row * cells.objectWidth() + object()];
  }

  private void combine(Cells cells, int row, Object value) {
    Object present = value(cells, row);
    if (present != null) {
      int compared = order.compare(value, present);
      if (greatest ? compared <= 0 : compared >= 0) {
        return;
      }
      cells.account(-ValueBytes.of(present));
    }
    cells.objects()[row * cells.objectWidth() + object()] = value;
    cells.account(ValueBytes.of(value));
  }

  @Override
  public long objectBytes(Cells cells, int row) {
    return ValueBytes.of(value(cells, row));
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(cells, rows[from + i]));
    }
    return Columns.ofObjects(type, values);
  }

  @Override
  public void write(Cells cells, int row, ByteSink target) {
    ValueCodec.write(type, value(cells, row), target);
  }

  @Override
  public void read(Cells cells, int row, ByteBuffer source) {
    Object value = ValueCodec.read(type, source);
    if (value != null) {
      combine(cells, row, value);
    }
  }
}
