package io.weir.operators.function.operator;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DoubleColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.NullMask;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/**
 * Compares two columns of doubles. NaN equals itself and is above all numbers; greater is less with
 * the sides exchanged.
 */
final class DoubleComparison implements Kernel {

  private final Comparison comparison;
  private final Kernel left;
  private final Kernel right;
  private final NullMask nulls = new NullMask();
  private boolean[] values = new boolean[0];

  DoubleComparison(Comparison comparison, Kernel left, Kernel right) {
    this.comparison = comparison;
    this.left = left;
    this.right = right;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    DoubleColumn a = (DoubleColumn) left.evaluate(batch, rows, errors);
    DoubleColumn b = (DoubleColumn) right.evaluate(batch, rows, errors);
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

  private void equal(double[] a, double[] b, Selection rows, boolean negated) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = (a[i] == b[i] || (Double.isNaN(a[i]) && Double.isNaN(b[i]))) ^ negated;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] =
            (a[row] == b[row] || (Double.isNaN(a[row]) && Double.isNaN(b[row]))) ^ negated;
      }
    }
  }

  private void less(double[] a, double[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] < b[i] || (!Double.isNaN(a[i]) && Double.isNaN(b[i]));
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] < b[row] || (!Double.isNaN(a[row]) && Double.isNaN(b[row]));
      }
    }
  }

  private void lessOrEqual(double[] a, double[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] <= b[i] || Double.isNaN(b[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] <= b[row] || Double.isNaN(b[row]);
      }
    }
  }
}
