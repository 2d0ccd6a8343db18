package io.weir.operators.aggregate;

import io.weir.api.data.Column;
import io.weir.api.data.DoubleColumn;
import org.jspecify.annotations.Nullable;

/**
 * Cells that begin with a count and go on with doubles: what means and moments are gathered in. A
 * row with a count of 0 is fresh.
 */
abstract class MomentCells extends Accumulator {

  /** A figure of the row of cells that begins at a place; null for none. */
  @FunctionalInterface
  interface Figure {
    @Nullable Double at(long[] longs, int at);
  }

  @Override
  public final void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    long[] left = target.longs();
    long[] right = source.longs();
    int at = targetRow * target.width() + cell();
    int from = sourceRow * source.width() + cell();
    if (right[from] == 0) {
      return;
    }
    if (left[at] == 0) {
      System.arraycopy(right, from, left, at, cells());
      return;
    }
    combine(left, at, right, from);
    left[at] += right[from];
  }

  /** Brings the doubles of a row into those of an earlier one; neither is fresh. */
  abstract void combine(long[] left, int at, long[] right, int from);

  /** A figure of each group; null where nothing was added. */
  final AggregateResult result(Figure figure) {
    return (cells, rows, from, n, errors) -> figures(cells, rows, from, n, figure);
  }

  private Column figures(Cells cells, int[] rows, int from, int count, Figure figure) {
    double[] values = new double[count];
    boolean[] nulls = new boolean[count];
    long[] longs = cells.longs();
    for (int i = 0; i < count; i++) {
      int at = rows[from + i] * cells.width() + cell();
      Double value = longs[at] == 0 ? null : figure.at(longs, at);
      nulls[i] = value == null;
      values[i] = value == null ? 0 : value;
    }
    return new DoubleColumn(values, nulls, count);
  }

  static double get(long[] longs, int at) {
    return Double.longBitsToDouble(longs[at]);
  }

  static void set(long[] longs, int at, double value) {
    longs[at] = Double.doubleToRawLongBits(value);
  }
}
