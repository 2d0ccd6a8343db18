package io.weir.operators.function.operator;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.IntColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.NullMask;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.Selection;

/**
 * Arithmetic of two columns of ints. The loops run without branches and only note that something
 * went wrong somewhere; then the rows are looked at one by one.
 */
final class IntArithmetic implements Kernel {

  private final Operation operation;
  private final Kernel left;
  private final Kernel right;
  private final NullMask nulls = new NullMask();
  private int[] values = new int[0];

  IntArithmetic(Operation operation, Kernel left, Kernel right) {
    this.operation = operation;
    this.left = left;
    this.right = right;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    IntColumn a = (IntColumn) left.evaluate(batch, rows, errors);
    IntColumn b = (IntColumn) right.evaluate(batch, rows, errors);
    int size = batch.size();
    if (values.length < size) {
      values = new int[Math.max(size, values.length * 2)];
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
    return new IntColumn(DataType.INT, values, nulls.array(), size);
  }

  private boolean add(int[] a, int[] b, Selection rows) {
    int count = rows.count();
    int bad = 0;
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        int result = a[i] + b[i];
        bad |= (a[i] ^ result) & (b[i] ^ result);
        values[i] = result;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        int result = a[row] + b[row];
        bad |= (a[row] ^ result) & (b[row] ^ result);
        values[row] = result;
      }
    }
    return bad < 0;
  }

  private boolean subtract(int[] a, int[] b, Selection rows) {
    int count = rows.count();
    int bad = 0;
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        int result = a[i] - b[i];
        bad |= (a[i] ^ b[i]) & (a[i] ^ result);
        values[i] = result;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        int result = a[row] - b[row];
        bad |= (a[row] ^ b[row]) & (a[row] ^ result);
        values[row] = result;
      }
    }
    return bad < 0;
  }

  private boolean multiply(int[] a, int[] b, Selection rows) {
    int count = rows.count();
    boolean bad = false;
    if (rows.isAll()) {
      for (int i = 0; i < count; i++) {
        int result = a[i] * b[i];
        bad |= (long) a[i] * b[i] != result;
        values[i] = result;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows.row(i);
        int result = a[row] * b[row];
        bad |= (long) a[row] * b[row] != result;
        values[row] = result;
      }
    }
    return bad;
  }

  private void checked(int[] a, int[] b, Selection rows, RowErrors errors) {
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
        values[row] = Scalar.ints(operation, a[row], b[row]);
      } catch (RowFailure failure) {
        errors.raise(row, failure.reason());
        nulls.set(row);
      }
    }
  }
}
