package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.IntColumn;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.Arrays;
import java.util.List;

/**
 * array_sort with a comparator: a stable merge sort, bottom up. All merges of one width, of all
 * arrays of all rows, go side by side, so that one evaluation of the comparator makes one
 * comparison for each of them.
 */
final class SortKernel implements Kernel {

  private static final String NO_ORDER = "array_sort: the comparator gave null, expected an int";

  private final Kernel array;
  private final Closure comparator;
  private final Elements elements = new Elements();
  private final RowErrors failures = new RowErrors(); // by merge

  // By place: the elements in order so far, and in the order that the merges of this width make.
  private int[] order = new int[0];
  private int[] merged = new int[0];

  // By merge that is under way: its row, the next places left and right, where those end, and the
  // place that it fills next.
  private int[] rowOf = new int[0];
  private int[] left = new int[0];
  private int[] leftEnd = new int[0];
  private int[] right = new int[0];
  private int[] rightEnd = new int[0];
  private int[] out = new int[0];
  private int merges;

  SortKernel(Kernel array, Closure comparator) {
    this.array = array;
    this.comparator = comparator;
  }

  @Override
  public Column evaluate(Batch batch, Selection rows, RowErrors errors) {
    ArrayColumn arrays = (ArrayColumn) array.evaluate(batch, rows, errors);
    elements.flatten(List.of(arrays), rows, errors);
    Column values = elements.column(0);
    order = new int[elements.count()];
    Arrays.setAll(order, i -> i);
    int longest = 0;
    for (int i = 0; i < rows.count(); i++) {
      longest = Math.max(longest, end(rows.row(i)) - elements.offsets()[rows.row(i)]);
    }
    for (int width = 1; width < longest; width *= 2) {
      merged = order.clone();
      start(rows, width, errors);
      while (merges > 0) {
        step(batch, values, errors);
      }
      order = merged;
    }
    return new ArrayColumn(
        values.gather(order, order.length), elements.offsets(), arrays.nulls(), batch.size());
  }

  private int end(int row) {
    return elements.offsets()[row + 1];
  }

  /** Begins the merges of two neighbouring runs each. */
  private void start(Selection rows, int width, RowErrors errors) {
    reserve(elements.count() / 2 + 1);
    merges = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!errors.failed(row)) {
        for (int from = elements.offsets()[row]; from + width < end(row); from += 2 * width) {
          rowOf[merges] = row;
          left[merges] = from;
          leftEnd[merges] = from + width;
          right[merges] = from + width;
          rightEnd[merges] = Math.min(from + 2 * width, end(row));
          out[merges++] = from;
        }
      }
    }
  }

  private void reserve(int capacity) {
    if (rowOf.length < capacity) {
      rowOf = new int[capacity];
      left = new int[capacity];
      leftEnd = new int[capacity];
      right = new int[capacity];
      rightEnd = new int[capacity];
      out = new int[capacity];
    }
  }

  /** Makes one comparison for each merge, and takes the element that comes first. */
  private void step(Batch batch, Column values, RowErrors errors) {
    failures.clear();
    List<Column> pairs = List.of(at(values, left), at(values, right));
    IntColumn result =
        (IntColumn) comparator.evaluate(batch, rowOf, pairs, Selection.all(merges), failures);
    int going = 0;
    for (int m = 0; m < merges; m++) {
      if (failures.failed(m) || result.isNull(m)) {
        errors.raise(rowOf[m], failures.failed(m) ? failures.reason(m) : NO_ORDER);
      } else if (take(m, result.values()[m] <= 0)) {
        keep(m, going++);
      }
    }
    merges = going;
  }

  private Column at(Column values, int[] places) {
    int[] positions = new int[merges];
    Arrays.setAll(positions, m -> order[places[m]]);
    return values.gather(positions, merges);
  }

  /**
   * Takes an element; when one side has ended, the rest of the other. Returns whether it goes on.
   */
  private boolean take(int m, boolean fromLeft) {
    merged[out[m]++] = order[fromLeft ? left[m]++ : right[m]++];
    if (left[m] < leftEnd[m] && right[m] < rightEnd[m]) {
      return true;
    }
    System.arraycopy(order, left[m], merged, out[m], leftEnd[m] - left[m]);
    System.arraycopy(
        order, right[m], merged, out[m] + leftEnd[m] - left[m], rightEnd[m] - right[m]);
    return false;
  }

  private void keep(int from, int to) {
    rowOf[to] = rowOf[from];
    left[to] = left[from];
    leftEnd[to] = leftEnd[from];
    right[to] = right[from];
    rightEnd[to] = rightEnd[from];
    out[to] = out[from];
  }
}
