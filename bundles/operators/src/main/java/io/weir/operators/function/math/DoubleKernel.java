package io.weir.operators.function.math;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DoubleColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.function.DoubleUnaryOperator;

/** A function from double to double that is defined everywhere. */
final class DoubleKernel implements Kernel {

  private final DoubleUnaryOperator function;
  private final Kernel operand;
  private double[] values = new double[0];

  DoubleKernel(DoubleUnaryOperator function, Kernel operand) {
    this.function = function;
    this.operand = operand;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    DoubleColumn column = (DoubleColumn) operand.evaluate(batch, rows, errors);
    double[] from = column.values();
    int size = batch.size();
    if (values.length < size) {
      values = new double[Math.max(size, values.length * 2)];
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      values[row] = function.applyAsDouble(from[row]);
    }
    return new DoubleColumn(values, column.nulls(), size);
  }
}
