package io.weir.operators.aggregate;

import io.weir.api.data.Column;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/**
 * Sum, least and greatest of doubles or floats, and their count, in one pass. As in Spark NaN is
 * above every number and -0.0 equals 0.0.
 */
final class DoubleAccumulator extends Accumulator {

  private final CountAccumulator count;
  private final int sum; // offset of the cell, or -1
  private final int least;
  private final int greatest;
  private final int cells;
  private double[] widened = new double[0]; // floats of the batch at hand

  DoubleAccumulator(CountAccumulator count, boolean sum, boolean least, boolean greatest) {
    this.count = count;
    int next = 0;
    this.sum = sum ? next++ : -1;
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
    double[] values = values(input.arguments[0]);
    if (least < 0 && greatest < 0) {
      addSums(values, input);
    } else if (cells == 3) {
      addAll(values, input);
    } else {
      addSome(values, input);
    }
  }

  @Override
  public void prepare(Column[] arguments, Selection rows, RowErrors errors) {
    if (arguments[0] instanceof FloatColumn floats) {
      if (widened.length < floats.size()) {
        widened = new double[floats.size()];
      }
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.row(i);
        widened[row] = floats.values()[row];
      }
    }
  }

  private double[] values(Column column) {
    return column instanceof DoubleColumn doubles ? doubles.values() : widened;
  }

  private void addSums(double[] values, AddedRows input) {
    long[] longs = input.cells.longs();
    int width = input.cells.width();
    int[] rows = input.rows;
    int[] targets = input.targets;
    int countCell = count.cell();
    int sumCell = cell() + sum;
    for (int i = input.from; i < input.to; i++) {
      int at = targets[i] * width;
      longs[at + countCell]++;
      double total = Double.longBitsToDouble(longs[at + sumCell]) + values[rows[i]];
      longs[at + sumCell] = Double.doubleToRawLongBits(total);
    }
  }

  private void addAll(double[] values, AddedRows input) {
    long[] longs = input.cells.longs();
    int width = input.cells.width();
    int[] rows = input.rows;
    int[] targets = input.targets;
    int countCell = count.cell();
    int first = cell();
    for (int i = input.from; i < input.to; i++) {
      int at = targets[i] * width;
      double value = values[rows[i]];
      long seen = longs[at + countCell];
      longs[at + countCell] = seen + 1;
      int sumAt = at + first;
      double total = Double.longBitsToDouble(longs[sumAt]) + value;
      longs[sumAt] = Double.doubleToRawLongBits(total);
      double min = Double.longBitsToDouble(longs[sumAt + 1]);
      if (seen == 0 || value < min || Double.isNaN(min)) {
        longs[sumAt + 1] = Double.doubleToRawLongBits(value);
      }
      double max = Double.longBitsToDouble(longs[sumAt + 2]);
      if (seen == 0 || value > max || Double.isNaN(value)) {
        longs[sumAt + 2] = Double.doubleToRawLongBits(value);
      }
    }
  }

  private void addSome(double[] values, AddedRows input) {
    long[] longs = input.cells.longs();
    int width = input.cells.width();
    for (int i = input.from; i < input.to; i++) {
      int at = input.targets[i] * width;
      double value = values[input.rows[i]];
      boolean first = longs[at + count.cell()]++ == 0;
      combine(longs, at + cell(), first, value, value, value);
    }
  }

  private void combine(
      long[] longs, int at, boolean first, double addend, double low, double high) {
    if (sum >= 0) {
      double total = Double.longBitsToDouble(longs[at + sum]) + addend;
      longs[at + sum] = Double.doubleToRawLongBits(total);
    }
    if (least >= 0) {
      double min = Double.longBitsToDouble(longs[at + least]);
      if (first || low < min || Double.isNaN(min)) {
        longs[at + least] = Double.doubleToRawLongBits(low);
      }
    }
    if (greatest >= 0) {
      double max = Double.longBitsToDouble(longs[at + greatest]);
      if (first || high > max || Double.isNaN(high)) {
        longs[at + greatest] = Double.doubleToRawLongBits(high);
      }
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
        sum < 0 ? 0 : Double.longBitsToDouble(from[at + sum]),
        least < 0 ? 0 : Double.longBitsToDouble(from[at + least]),
        greatest < 0 ? 0 : Double.longBitsToDouble(from[at + greatest]));
  }

  AggregateResult sum() {
    return (cells, rows, from, n, errors) -> column(cells, rows, from, n, sum, false);
  }

  AggregateResult average() {
    return (cells, rows, from, n, errors) -> column(cells, rows, from, n, sum, true);
  }

  AggregateResult least(boolean narrow) {
    return (cells, rows, from, n, errors) -> extreme(cells, rows, from, n, least, narrow);
  }

  AggregateResult greatest(boolean narrow) {
    return (cells, rows, from, n, errors) -> extreme(cells, rows, from, n, greatest, narrow);
  }

  private Column extreme(Cells cells, int[] rows, int from, int n, int offset, boolean narrow) {
    DoubleColumn wide = column(cells, rows, from, n, offset, false);
    if (!narrow) {
      return wide;
    }
    float[] floats = new float[n];
    for (int i = 0; i < n; i++) {
      floats[i] = (float) wide.values()[i];
    }
    return new FloatColumn(floats, wide.nulls(), n);
  }

  private DoubleColumn column(
      Cells cells, int[] rows, int from, int n, int offset, boolean divide) {
    double[] values = new double[n];
    boolean[] nulls = new boolean[n];
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      long seen = count.count(cells, row);
      double value = Double.longBitsToDouble(cells.longs()[row * cells.width() + cell() + offset]);
      nulls[i] = seen == 0;
      values[i] = divide && seen > 0 ? value / seen : value;
    }
    return new DoubleColumn(values, nulls, n);
  }
}
