package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.RowErrors;
import java.nio.ByteBuffer;

/**
 * The first or the last value by event time; of rows of the same time the first or last that came.
 * A null is a value: a filter takes it out where it is none.
 */
final class TimedAccumulator extends Accumulator implements AggregateResult {

  private final boolean last;
  private final Slot value;

  TimedAccumulator(DataType type, boolean last) {
    this.last = last;
    this.value = new Slot(type);
  }

  @Override
  public int cells() {
    return 2 + value.cells(); // whether there is one, its time
  }

  @Override
  public int objects() {
    return value.objects();
  }

  @Override
  protected void placed() {
    value.place(cell() + 2, object());
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += value.growth(arguments[0], rows[i]);
    }
    return bytes;
  }

  @Override
  public void add(AddedRows input) {
    Cells cells = input.cells;
    for (int i = input.from; i < input.to; i++) {
      int row = input.rows[i];
      if (takes(cells, input.targets[i], input.eventTimeMicros[row])) {
        value.set(cells, input.targets[i], input.arguments[0], row);
      }
    }
  }

  /** Whether a value of a time takes the place of the one that is there; notes the time if so. */
  private boolean takes(Cells cells, int row, long time) {
    int at = row * cells.width() + cell();
    long[] longs = cells.longs();
    boolean takes = longs[at] == 0 || (last ? time >= longs[at + 1] : time < longs[at + 1]);
    if (takes) {
      longs[at] = 1;
      longs[at + 1] = time;
    }
    return takes;
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    int at = sourceRow * source.width() + cell();
    if (source.longs()[at] != 0 && takes(target, targetRow, source.longs()[at + 1])) {
      value.copy(target, targetRow, source, sourceRow);
    }
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    return value.result(cells, rows, from, count);
  }

  @Override
  public long objectBytes(Cells cells, int row) {
    return value.bytes(cells, row);
  }

  @Override
  public void write(Cells cells, int row, ByteSink target) {
    value.write(cells, row, target);
  }

  @Override
  public void read(Cells cells, int row, ByteBuffer source) {
    value.read(cells, row, source);
  }
}
