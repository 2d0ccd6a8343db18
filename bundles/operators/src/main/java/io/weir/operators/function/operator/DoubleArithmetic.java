package io.weir.operators.function.operator;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DoubleColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.NullMask;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.Selection;

/**
 * Arithmetic of two columns of doubles. The loops run without branches and only note that something
 * went wrong somewhere; then the rows are looked at one by one.
 */
final class DoubleArithmetic implements Kernel {

  private final Operation operation;
  private final Kernel left;
  private final Kernel right;
  private final NullMask nulls = new NullMask();
  private double[] values = new double[0];

  DoubleArithmetic(Operation operation, Kernel left, Kernel right) {
    this.operation = operation;
    this.left = left;
    this.right = right;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    DoubleColumn a = (DoubleColumn) left.evaluate(batch, rows, errors);
    DoubleColumn b = (DoubleColumn) right.evaluate(batch, rows, errors);
    int size = batch.size();
    if (values.length < size) {
      values = new double[Math.max(size, values.length * 2)];
    }
    nulls.begin(a, b);
    boolean wrong =
        switch (operation) {
          case ADD -> add(a.values(), b.values(), rows);
          case SUBTRACT -> subtract(a.values(), b.values(), rows);
          case MULTIPLY -> multiply(a.values(), b.values(), rows);
          default -> true;
        };
    if (wrong) {
      checked(a.values(), b.values(), rows, errors);
    }
    return new DoubleColumn(values, nulls.array(), size);
  }

  private boolean add(double[] a, double[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] + b[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] + b[row];
      }
    }
    return false;
  }

  private boolean subtract(double[] a, double[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] - b[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] - b[row];
      }
    }
    return false;
  }

  private boolean multiply(double[] a, double[] b, Selection rows) {
    int count = rows.count();
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        values[i] = a[i] * b[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        values[row] = a[row] * b[row];
      }
    }
    return false;
  }

  private void checked(double[] a, double[] b, Selection rows, RowErrors errors) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (nulls.isNull(row)) {
        continue;
      }
      if (errors.failed(row)) {
        nulls.set(row);
        continue;
      }
      try {
        values[row] = Scalar.doubles(operation, a[row], b[row]);
      } catch (RowFailure failure) {
        errors.raise(row, failure.reason());
        nulls.set(row);
      }
    }
  }
}
