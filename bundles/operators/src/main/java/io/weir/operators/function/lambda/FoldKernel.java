package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * aggregate: one element after another is merged into what the elements before it gave. The k-th
 * elements of all rows are merged at once; a row whose array has ended drops out.
 */
final class FoldKernel implements Kernel {

  private final Kernel array;
  private final Kernel start;
  private final Closure merge;
  private final @Nullable Closure finish;
  private final RowErrors failures = new RowErrors(); // by place among the rows that go on
  private final ColumnWriter folded;
  private final ColumnWriter result;

  /**
   * A kernel.
   *
   * @param array the elements
   * @param start what the first element is merged into
   * @param merge takes that and the element
   * @param finish makes the result of what the last element gave; null to leave it
   * @param startType the type of {@code start} and of what {@code merge} gives
   * @param type that of the result
   */
  FoldKernel(
      Kernel array,
      Kernel start,
      Closure merge,
      @Nullable Closure finish,
      DataType startType,
      DataType type) {
    this.array = array;
    this.start = start;
    this.merge = merge;
    this.finish = finish;
    this.folded = new ColumnWriter(startType);
    this.result = new ColumnWriter(type);
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    ArrayColumn arrays = (ArrayColumn) array.evaluate(batch, rows, errors);
    Selection present = present(arrays, rows, errors);
    Column initial = start.evaluate(batch, present, errors);
    Selection started = errors.without(present);
    folded.begin(batch.size());
    fold(batch, arrays, initial, started, errors);
    result.begin(batch.size());
    for (int i = 0; i < rows.count(); i++) {
      if (arrays.isNull(rows.row(i))) {
        result.at(rows.row(i)).putNull();
      }
    }
    Column last = folded.finish();
    Selection done = errors.without(started);
    if (finish != null) {
      last = finish.evaluate(batch, List.of(last), done, errors);
      done = errors.without(done);
    }
    result.copyAll(last, done, null);
    return result.finish();
  }

  private static Selection present(ArrayColumn arrays, Selection rows, RowErrors errors) {
    int[] present = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!errors.failed(row) && !arrays.isNull(row)) {
        present[count++] = row;
      }
    }
    return count == rows.count() ? rows : Selection.of(present, count);
  }

  /** Merges all elements of the rows, and puts what each row gives. */
  private void fold(
      Batch batch, ArrayColumn arrays, Column initial, Selection rows, RowErrors errors) {
    int[] offsets = arrays.offsets();
    int[] going = new int[rows.count()]; // the rows that have more elements
    int[] places = new int[rows.count()]; // where the state of each is
    int[] next = new int[rows.count()]; // its next element
    int count = rows.count();
    System.arraycopy(rows.rows(), 0, going, 0, count);
    Column state = initial.gather(going, count);
    failures.clear();
    for (int k = 0; count > 0; k++) {
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = going[i];
        if (failures.failed(i)) {
          errors.raise(row, failures.reason(i));
        } else if (offsets[row] + k == offsets[row + 1]) {
          folded.at(row).copy(state, i);
        } else {
          going[left] = row;
          places[left] = i;
          next[left++] = offsets[row] + k;
        }
      }
      failures.clear();
      count = left;
      if (count > 0) {
        List<Column> parameters =
            List.of(state.gather(places, count), arrays.elements().gather(next, count));
        state = merge.evaluate(batch, going, parameters, Selection.all(count), failures);
      }
    }
  }
}
