package io.weir.operators.aggregate;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.expr.RowErrors;

/** The bits of integers by AND, OR or XOR. */
final class BitsAccumulator extends Accumulator implements AggregateResult {

  /** How bits are put together. */
  enum Operation {
    AND,
    OR,
    XOR
  }

  private final CountAccumulator count;
  private final Operation operation;
  private final DataType type;

  BitsAccumulator(CountAccumulator count, Operation operation, DataType type) {
    this.count = count;
    this.operation = operation;
    this.type = type;
  }

  @Override
  public int cells() {
    return 1;
  }

  @Override
  public void add(AddedRows input) {
    Column column = input.arguments[0];
    long[] longs = input.cells.longs();
    for (int i = input.from; i < input.to; i++) {
      int row = input.rows[i];
      long value =
          column instanceof LongColumn wide
              ? wide.values()[row]
              : ((IntColumn) column).values()[row];
      int at = input.targets[i] * input.cells.width() + cell();
      longs[at] = combine(longs[at], operation == Operation.AND ? ~value : value);
    }
  }

  /** A fresh cell is zero, so AND is kept as the complement's OR. */
  private long combine(long held, long more) {
    return operation == Operation.XOR ? held ^ more : held | more;
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    int at = targetRow * target.width() + cell();
    long later = source.longs()[sourceRow * source.width() + cell()];
    target.longs()[at] = combine(target.longs()[at], later);
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int n, RowErrors errors) {
    long[] values = new long[n];
    boolean[] nulls = new boolean[n];
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      long held = cells.longs()[row * cells.width() + cell()];
      nulls[i] = count.count(cells, row) == 0;
      values[i] = operation == Operation.AND ? ~held : held;
    }
    return Columns.ofLongs(type, values, nulls, n);
  }
}
