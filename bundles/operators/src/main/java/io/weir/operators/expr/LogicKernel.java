package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import java.util.Arrays;

/**
 * AND and OR in three-valued logic. The right side is evaluated only where the left has not
 * decided: not false for AND, not true for OR, and not failed.
 */
final class LogicKernel implements Kernel {

  private final Kernel left;
  private final Kernel right;

  /** The value of either side that decides: false for AND, true for OR. */
  private final boolean deciding;

  private boolean[] values = new boolean[0];
  private boolean[] nulls = new boolean[0];
  private int[] open = new int[0];

  LogicKernel(Kernel left, Kernel right, boolean deciding) {
    this.left = left;
    this.right = right;
    this.deciding = deciding;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    int size = batch.size();
    if (values.length < size) {
      int capacity = Math.max(size, values.length * 2);
      values = new boolean[capacity];
      nulls = new boolean[capacity];
      open = new int[capacity];
    }
    BooleanColumn first = (BooleanColumn) left.evaluate(batch, rows, errors);
    Arrays.fill(values, 0, size, deciding);
    int undecided = undecided(first, rows, errors);
    if (undecided == 0) {
      return new BooleanColumn(values, null, size);
    }
    Selection rest = undecided == rows.count() ? rows : Selection.of(open, undecided);
    BooleanColumn second = (BooleanColumn) right.evaluate(batch, rest, errors);
    boolean[] rightValues = second.values();
    if (first.nulls() == null && second.nulls() == null) {
      int[] at = rest.rows();
      for (int i = 0; i < undecided; i++) {
        values[at[i]] = rightValues[at[i]];
      }
      return new BooleanColumn(values, null, size);
    }
    Arrays.fill(nulls, 0, size, false);
    for (int i = 0; i < undecided; i++) {
      int row = rest.row(i);
      if (second.isNull(row)) {
        nulls[row] = true;
      } else if (rightValues[row] != deciding) {
        values[row] = rightValues[row];
        nulls[row] = first.isNull(row);
      }
    }
    return new BooleanColumn(values, nulls, size);
  }

  /** Collects the rows that the left side leaves open. */
  private int undecided(BooleanColumn first, Selection rows, RowErrors errors) {
    boolean[] from = first.values();
    boolean[] unknown = first.nulls();
    int[] at = rows.rows();
    int count = rows.count();
    int undecided = 0;
    if (unknown == null && !errors.any()) {
      for (int i = 0; i < count; i++) {
        open[undecided] = at[i];
        undecided += from[at[i]] == deciding ? 0 : 1;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = at[i];
        boolean isOpen = from[row] != deciding || (unknown != null && unknown[row]);
        open[undecided] = row;
        undecided += isOpen && !errors.failed(row) ? 1 : 0;
      }
    }
    return undecided;
  }
}
