package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.NullMask;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.List;

/** transform and zip_with: an array of what the lambda makes of the elements. */
final class TransformKernel implements Kernel {

  private final List<Kernel> arguments;
  private final ElementCalls calls;
  private final NullMask nulls = new NullMask();

  /**
   * A kernel.
   *
   * @param arguments one array, or two to go side by side
   * @param lambda takes an element of each
   */
  TransformKernel(List<Kernel> arguments, Closure lambda) {
    this.arguments = List.copyOf(arguments);
    this.calls = new ElementCalls(lambda);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    List<ArrayColumn> arrays = new ArrayList<>();
    for (Kernel argument : arguments) {
      arrays.add((ArrayColumn) argument.evaluate(batch, rows, errors));
    }
    Column values = calls.evaluate(batch, arrays, rows, errors);
    calls.raise(errors);
    nulls.begin(arrays.get(0), arrays.get(arrays.size() - 1));
    return new ArrayColumn(values, calls.elements().offsets(), nulls.array(), batch.size());
  }
}
