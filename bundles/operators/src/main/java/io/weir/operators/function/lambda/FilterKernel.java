package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.List;

/** filter: the elements for which the lambda is true, neither false nor null. */
final class FilterKernel implements Kernel {

  private final Kernel array;
  private final ElementCalls calls;

  FilterKernel(Kernel array, Closure lambda) {
    this.array = array;
    this.calls = new ElementCalls(lambda);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    ArrayColumn arrays = (ArrayColumn) array.evaluate(batch, rows, errors);
    BooleanColumn keep = (BooleanColumn) calls.evaluate(batch, List.of(arrays), rows, errors);
    calls.raise(errors);
    Elements elements = calls.elements();
    int[] kept = new int[elements.count()];
    int[] offsets = new int[batch.size() + 1];
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      for (int e = elements.offsets()[row]; e < elements.offsets()[row + 1]; e++) {
        if (!keep.isNull(e) && keep.values()[e]) {
          kept[count++] = e;
        }
      }
      offsets[row + 1] = count;
    }
    return new ArrayColumn(
        elements.column(0).gather(kept, count), offsets, arrays.nulls(), batch.size());
  }
}
