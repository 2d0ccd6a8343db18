package io.weir.operators.streamjoin;

import io.weir.api.data.Batch;
import io.weir.operators.Rows;
import io.weir.operators.expr.Selection;
import java.util.Arrays;

/**
 * Rows of a join in the making: where each side's part is kept, and what belongs to the row beside
 * its columns.
 *
 * <p>Thread: one at a time.
 */
final class Yielded {

  private int[] left = new int[64];
  private int[] right = new int[64];
  private long[] times = new long[64];
  private long[] watermarks = new long[64];
  private int[] origins = new int[64];
  private int[] held = new int[64];
  private int[] turns = new int[64];
  private long[] ties = new long[64];
  private int count;

  int count() {
    return count;
  }

  int left(int i) {
    return left[i];
  }

  int right(int i) {
    return right[i];
  }

  /**
   * Adds a row; a place is -1 for nulls, an origin for a row that the record at hand did not make.
   */
  void add(int leftPlace, int rightPlace, long time, long watermark, int origin, int number) {
    if (count == left.length) {
      int capacity = count * 2;
      left = Arrays.copyOf(left, capacity);
      right = Arrays.copyOf(right, capacity);
      times = Arrays.copyOf(times, capacity);
      watermarks = Arrays.copyOf(watermarks, capacity);
      origins = Arrays.copyOf(origins, capacity);
      held = Arrays.copyOf(held, capacity);
      turns = Arrays.copyOf(turns, capacity);
      ties = Arrays.copyOf(ties, capacity);
    }
    left[count] = leftPlace;
    right[count] = rightPlace;
    times[count] = time;
    watermarks[count] = watermark;
    origins[count] = origin;
    held[count++] = number;
  }

  /** Says where the row that was added last stands, as {@link Rows.Turns} tells. */
  void stands(int turn, long tie) {
    turns[count - 1] = turn;
    ties[count - 1] = tie;
  }

  /** Keeps some of the rows. */
  void keep(Selection some) {
    for (int i = 0; i < some.count(); i++) {
      int row = some.row(i);
      left[i] = left[row];
      right[i] = right[row];
      times[i] = times[row];
      watermarks[i] = watermarks[row];
      origins[i] = origins[row];
      held[i] = held[row];
      turns[i] = turns[row];
      ties[i] = ties[row];
    }
    count = some.count();
  }

  /** The rows with columns of both sides. */
  Rows rows(PairColumns columns, Side leftSide, Side rightSide) {
    return rows(columns.of(leftSide, left, rightSide, right, times, count));
  }

  /** The rows with given columns. */
  Rows rows(Batch batch) {
    return new Rows(batch, times, watermarks, origins, held, new Rows.Turns(turns, ties, null));
  }

  void clear() {
    count = 0;
  }
}
