package io.weir.operators.aggregate;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.operators.expr.RowErrors;

/** Counts rows; every lane has one, for its aggregates tell "nothing" by it. */
final class CountAccumulator extends Accumulator implements AggregateResult {

  @Override
  public int cells() {
    return 1;
  }

  /** How many rows were added. */
  long count(Cells cells, int row) {
    return cells.longs()[row * cells.width() + cell()];
  }

  @Override
  public void add(AddedRows input) {
    long[] longs = input.cells.longs();
    int width = input.cells.width();
    int[] targets = input.targets;
    int cell = cell();
    for (int i = input.from; i < input.to; i++) {
      longs[targets[i] * width + cell]++;
    }
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    target.longs()[targetRow * target.width() + cell()] += count(source, sourceRow);
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = count(cells, rows[from + i]);
    }
    return new LongColumn(DataType.LONG, values, null, count);
  }
}
