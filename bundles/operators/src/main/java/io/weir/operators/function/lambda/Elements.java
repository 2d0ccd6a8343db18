package io.weir.operators.function.lambda;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.IntColumn;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of the arrays of many rows, one after another: those of row 0, then those of row 1.
 * Several arrays of a row go side by side, the shorter ones filled up with nulls.
 *
 * <p>Thread: one at a time; the arrays are kept from batch to batch.
 */
final class Elements {

  private int[] offsets = new int[0];
  private int[] origin = new int[0];
  private int[][] positions = new int[0][0];
  private List<ArrayColumn> arrays = List.of();
  private int count;

  /** Lays out the elements of the selected rows that did not fail and where no array is null. */
  void flatten(List<ArrayColumn> columns, Selection rows, RowErrors errors) {
    arrays = columns;
    count = 0;
    int size = columns.get(0).size();
    if (offsets.length <= size) {
      offsets = new int[size + 1];
    }
    if (positions.length != columns.size()) {
      positions = new int[columns.size()][origin.length];
    }
    int next = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      Arrays.fill(offsets, next, row + 1, count);
      next = row + 1;
      if (!errors.failed(row)) {
        add(row);
      }
    }
    Arrays.fill(offsets, next, size + 1, count);
  }

  private void add(int row) {
    int length = 0;
    for (ArrayColumn array : arrays) {
      if (array.isNull(row)) {
        return;
      }
      length = Math.max(length, length(array, row));
    }
    reserve(count + length);
    Arrays.fill(origin, count, count + length, row);
    for (int a = 0; a < positions.length; a++) {
      int start = arrays.get(a).offsets()[row];
      int own = length(arrays.get(a), row);
      for (int i = 0; i < length; i++) {
        positions[a][count + i] = i < own ? start + i : -1;
      }
    }
    count += length;
  }

  private static int length(ArrayColumn array, int row) {
    return array.offsets()[row + 1] - array.offsets()[row];
  }

  private void reserve(int capacity) {
    if (origin.length < capacity) {
      int larger = Math.max(capacity, Math.max(64, origin.length * 2));
      origin = Arrays.copyOf(origin, larger);
      for (int a = 0; a < positions.length; a++) {
        positions[a] = Arrays.copyOf(positions[a], larger);
      }
    }
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** By row, where its elements start; those of row i end where those of row i + 1 start. */
  int[] offsets() {
    return offsets;
  }

  /** By element, its row. */
  int[] origin() {
    return origin;
  }

  /** The elements of one of the arrays. */
  Column column(int array) {
    Column elements = arrays.get(array).elements();
    return isWhole(positions[array], elements.size())
        ? elements
        : elements.gather(positions[array], count);
  }

  private boolean isWhole(int[] of, int size) {
    if (count != size) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (of[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** By element, its position in its array, from 0. */
  IntColumn indices() {
    int[] indices = new int[count];
    for (int e = 0; e < count; e++) {
      indices[e] = e - offsets[origin[e]];
    }
    return new IntColumn(DataType.INT, indices, null, count);
  }
}
