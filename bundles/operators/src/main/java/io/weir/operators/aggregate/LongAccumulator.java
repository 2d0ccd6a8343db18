package io.weir.operators.aggregate;

import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.math.BigInteger;

/**
 * Sum, least and greatest of booleans, integers, dates and timestamps, and their count. Sums have
 * 128 bits, so that only a result can overflow, whatever the order of the rows.
 */
final class LongAccumulator extends Accumulator {

  private final CountAccumulator count;
  private final int sum; // offset of the low cell, the high one behind it; or -1
  private final int least;
  private final int greatest;
  private final int cells;
  private long[] widened = new long[0]; // narrower values of the batch at hand

  LongAccumulator(CountAccumulator count, boolean sum, boolean least, boolean greatest) {
    this.count = count;
    int next = sum ? 2 : 0;
    this.sum = sum ? 0 : -1;
    this.least = least ? next++ : -1;
    this.greatest = greatest ? next++ : -1;
    this.cells = next;
  }

  @Override
  public int cells() {
    return cells;
  }

  @Override
  public void add(AddedRows input) {
    long[] values = values(input.arguments[0]);
    long[] longs = input.cells.longs();
    int width = input.cells.width();
    int[] rows = input.rows;
    int[] targets = input.targets;
    int countCell = count.cell();
    int first = cell();
    for (int i = input.from; i < input.to; i++) {
      int at = targets[i] * width;
      long value = values[rows[i]];
      boolean empty = longs[at + countCell]++ == 0;
      combine(longs, at + first, empty, value, value >> 63, value, value);
    }
  }

  @Override
  public void prepare(Column[] arguments, Selection rows, RowErrors errors) {
    Column column = arguments[0];
    if (column instanceof LongColumn) {
      return;
    }
    if (widened.length < column.size()) {
      widened = new long[column.size()];
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (column instanceof IntColumn ints) {
        widened[row] = ints.values()[row];
      } else {
        widened[row] = ((BooleanColumn) column).values()[row] ? 1 : 0;
      }
    }
  }

  private long[] values(Column column) {
    return column instanceof LongColumn longs ? longs.values() : widened;
  }

  private void combine(
      long[] longs, int at, boolean first, long addend, long carry, long low, long high) {
    if (sum >= 0) {
      long total = longs[at] + addend;
      longs[at + 1] += carry + (Long.compareUnsigned(total, addend) < 0 ? 1 : 0);
      longs[at] = total;
    }
    if (least >= 0 && (first || low < longs[at + least])) {
      longs[at + least] = low;
    }
    if (greatest >= 0 && (first || high > longs[at + greatest])) {
      longs[at + greatest] = high;
    }
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    if (count.count(source, sourceRow) == 0) {
      return;
    }
    boolean first = count.count(target, targetRow) == 0;
    count.merge(target, targetRow, source, sourceRow);
    long[] from = source.longs();
    int at = sourceRow * source.width() + cell();
    combine(
        target.longs(),
        targetRow * target.width() + cell(),
        first,
        sum < 0 ? 0 : from[at],
        sum < 0 ? 0 : from[at + 1],
        least < 0 ? 0 : from[at + least],
        greatest < 0 ? 0 : from[at + greatest]);
  }

  AggregateResult sum() {
    return this::sums;
  }

  AggregateResult average() {
    return (cells, rows, from, n, errors) -> {
      double[] values = new double[n];
      boolean[] nulls = new boolean[n];
      for (int i = 0; i < n; i++) {
        int row = rows[from + i];
        long seen = count.count(cells, row);
        nulls[i] = seen == 0;
        values[i] = seen == 0 ? 0 : total(cells, row) / seen;
      }
      return new DoubleColumn(values, nulls, n);
    };
  }

  private double total(Cells cells, int row) {
    int at = row * cells.width() + cell();
    long low = cells.longs()[at];
    long high = cells.longs()[at + 1];
    if (high == low >> 63) {
      return low;
    }
    BigInteger lowBits =
        BigInteger.valueOf(low).and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
    return BigInteger.valueOf(high).shiftLeft(64).add(lowBits).doubleValue();
  }

  private Column sums(Cells cells, int[] rows, int from, int n, RowErrors errors) {
    long[] values = new long[n];
    boolean[] nulls = new boolean[n];
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      int at = row * cells.width() + cell();
      nulls[i] = count.count(cells, row) == 0;
      values[i] = cells.longs()[at];
      if (cells.longs()[at + 1] != values[i] >> 63) {
        errors.raise(i, "the sum overflows a long: sum(cast(… AS decimal(38,0))) holds it");
      }
    }
    return new LongColumn(DataType.LONG, values, nulls, n);
  }

  AggregateResult least(DataType type) {
    return (cells, rows, from, n, errors) -> extreme(cells, rows, from, n, least, type);
  }

  AggregateResult greatest(DataType type) {
    return (cells, rows, from, n, errors) -> extreme(cells, rows, from, n, greatest, type);
  }

  private Column extreme(Cells cells, int[] rows, int from, int n, int offset, DataType type) {
    long[] values = new long[n];
    boolean[] nulls = new boolean[n];
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      nulls[i] = count.count(cells, row) == 0;
      values[i] = cells.longs()[row * cells.width() + cell() + offset];
    }
    return Columns.ofLongs(type, values, nulls, n);
  }
}
