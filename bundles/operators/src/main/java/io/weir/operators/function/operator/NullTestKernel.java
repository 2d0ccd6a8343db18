package io.weir.operators.function.operator;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.Arrays;

/** Whether a value is null, or is not. */
final class NullTestKernel implements Kernel {

  private final Kernel operand;
  private final boolean expected;
  private boolean[] values = new boolean[0];

  NullTestKernel(Kernel operand, boolean expected) {
    this.operand = operand;
    this.expected = expected;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    boolean[] nulls = operand.evaluate(batch, rows, errors).nulls();
    int size = batch.size();
    if (values.length < size) {
      values = new boolean[Math.max(size, values.length * 2)];
    }
    if (nulls == null) {
      Arrays.fill(values, 0, size, !expected);
    } else {
      for (int i = 0; i < size; i++) {
        values[i] = nulls[i] == expected;
      }
    }
    return new BooleanColumn(values, null, size);
  }
}
