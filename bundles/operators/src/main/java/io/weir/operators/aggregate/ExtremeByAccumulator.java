package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.RowErrors;
import java.nio.ByteBuffer;

/**
 * The value beside the least or greatest of another: {@code min_by(value, ordering)}. Rows without
 * ordering do not count. Of several with the same ordering the last counts, by event time and then
 * by arrival.
 */
final class ExtremeByAccumulator extends Accumulator implements AggregateResult {

  private final boolean greatest;
  private final Slot value;
  private final Slot ordering;

  ExtremeByAccumulator(DataType valueType, DataType orderingType, boolean greatest) {
    this.greatest = greatest;
    this.value = new Slot(valueType);
    this.ordering = new Slot(orderingType);
  }

  @Override
  public int cells() {
    return 2 + value.cells() + ordering.cells(); // whether there is one, its time
  }

  @Override
  public int objects() {
    return value.objects() + ordering.objects();
  }

  @Override
  protected void placed() {
    value.place(cell() + 2, object());
    ordering.place(cell() + 2 + value.cells(), object() + value.objects());
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += value.growth(arguments[0], rows[i]) + ordering.growth(arguments[1], rows[i]);
    }
    return bytes;
  }

  @Override
  public void add(AddedRows input) {
    Cells cells = input.cells;
    Column order = input.arguments[1];
    for (int i = input.from; i < input.to; i++) {
      int row = input.rows[i];
      int target = input.targets[i];
      if (order.isNull(row)) {
        continue;
      }
      boolean fresh = isFresh(cells, target);
      int compared = fresh ? 0 : ordering.compare(order, row, cells, target);
      if (takes(cells, target, compared, input.eventTimeMicros[row])) {
        ordering.set(cells, target, order, row);
        value.set(cells, target, input.arguments[0], row);
      }
    }
  }

  private boolean isFresh(Cells cells, int row) {
    return cells.longs()[row * cells.width() + cell()] == 0;
  }

  /** Whether a row is taken, given how its ordering compares; notes its time if so. */
  private boolean takes(Cells cells, int row, int compared, long time) {
    int at = row * cells.width() + cell();
    long[] longs = cells.longs();
    boolean takes =
        longs[at] == 0
            || (compared == 0 ? time >= longs[at + 1] : greatest ? compared > 0 : compared < 0);
    if (takes) {
      longs[at] = 1;
      longs[at + 1] = time;
    }
    return takes;
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    if (isFresh(source, sourceRow)) {
      return;
    }
    boolean fresh = isFresh(target, targetRow);
    int compared = fresh ? 0 : ordering.compare(source, sourceRow, target, targetRow);
    long time = source.longs()[sourceRow * source.width() + cell() + 1];
    if (takes(target, targetRow, compared, time)) {
      ordering.copy(target, targetRow, source, sourceRow);
      value.copy(target, targetRow, source, sourceRow);
    }
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    return value.result(cells, rows, from, count);
  }

  @Override
  public long objectBytes(Cells cells, int row) {
    return value.bytes(cells, row) + ordering.bytes(cells, row);
  }

  @Override
  public void write(Cells cells, int row, ByteSink target) {
    value.write(cells, row, target);
    ordering.write(cells, row, target);
  }

  @Override
  public void read(Cells cells, int row, ByteBuffer source) {
    value.read(cells, row, source);
    ordering.read(cells, row, source);
  }
}
