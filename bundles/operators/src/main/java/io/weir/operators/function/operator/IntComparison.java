package io.weir.operators.function.operator;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.IntColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.NullMask;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/** Compares two columns of ints; greater is less with the sides exchanged. */
final class IntComparison implements Kernel {

  private final Comparison comparison;
  private final Kernel left;
  private final Kernel right;
  private final NullMask nulls = new NullMask();
  private boolean[] values = new boolean[0];

  IntComparison(Comparison comparison, Kernel left, Kernel right) {
    this.comparison = comparison;
    this.left = left;
    this.right = right;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    IntColumn a = (IntColumn) left.evaluate(batch, rows, errors);
    IntColumn b = (IntColumn) right.evaluate(batch, rows, errors);
    int size = batch.size();
    if (values.length < size) {
      values = new boolean[Math.max(size, values.length * 2)];
    }
    nulls.begin(a, b);
    switch (comparison) {
      case EQUAL -> equal(a.values(), b.values(), rows, false);
      case NOT_EQUAL -> equal(a.values(), b.values(), rows, true);
      case LESS -> less(a.values(), b.values(), rows);
      case LESS_OR_EQUAL -> lessOrEqual(a.values(), b.values(), rows);
      default -> throw new IllegalStateException(comparison + ": expected the sides exchanged");
    }
    return new BooleanColumn(values, nulls.array(), size);
  }

  private void equal(int[] a, int[] b, Selection rows, boolean negated) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = (a[i] == b[i]) ^ negated;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = (a[row] == b[row]) ^ negated;
      }
    }
  }

  private void less(int[] a, int[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] < b[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] < b[row];
      }
    }
  }

  private void lessOrEqual(int[] a, int[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] <= b[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] <= b[row];
      }
    }
  }
}
