package io.weir.operators.function.operator;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/** The opposite of a boolean; null stays null. */
final class NotKernel implements Kernel {

  private final Kernel operand;
  private boolean[] values = new boolean[0];

  NotKernel(Kernel operand) {
    this.operand = operand;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    BooleanColumn column = (BooleanColumn) operand.evaluate(batch, rows, errors);
    boolean[] from = column.values();
    int size = batch.size();
    if (values.length < size) {
      values = new boolean[Math.max(size, values.length * 2)];
    }
    for (int i = 0; i < size; i++) {
      values[i] = !from[i];
    }
    return new BooleanColumn(values, column.nulls(), size);
  }
}
