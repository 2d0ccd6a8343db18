package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.List;

/**
 * exists and forall in three-valued logic. The first element that decides ends the look: what comes
 * after it cannot fail the row.
 */
final class QuantifierKernel implements Kernel {

  private final Kernel array;
  private final ElementCalls calls;

  /** The value of an element that decides: true for exists, false for forall. */
  private final boolean deciding;

  private final ColumnWriter writer = new ColumnWriter(DataType.BOOLEAN);

  QuantifierKernel(Kernel array, Closure lambda, boolean deciding) {
    this.array = array;
    this.calls = new ElementCalls(lambda);
    this.deciding = deciding;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    ArrayColumn arrays = (ArrayColumn) array.evaluate(batch, rows, errors);
    BooleanColumn holds = (BooleanColumn) calls.evaluate(batch, List.of(arrays), rows, errors);
    writer.begin(batch.size());
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      writer.at(row);
      if (errors.failed(row) || arrays.isNull(row)) {
        writer.putNull();
      } else {
        decide(row, holds, errors);
      }
    }
    return writer.finish();
  }

  private void decide(int row, BooleanColumn holds, RowErrors errors) {
    boolean unknown = false;
    int[] offsets = calls.elements().offsets();
    for (int e = offsets[row]; e < offsets[row + 1]; e++) {
      if (calls.failures().failed(e)) {
        errors.raise(row, calls.failures().reason(e));
        writer.putNull();
        return;
      }
      if (holds.isNull(e)) {
        unknown = true;
      } else if (holds.values()[e] == deciding) {
        writer.putBoolean(deciding);
        return;
      }
    }
    if (unknown) {
      writer.putNull();
    } else {
      writer.putBoolean(!deciding);
    }
  }
}
