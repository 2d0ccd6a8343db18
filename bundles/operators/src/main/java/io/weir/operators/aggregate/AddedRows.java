package io.weir.operators.aggregate;

import io.weir.api.data.Column;

/**
 * Rows on their way into accumulators: positions {@code from} to {@code to - 1} of two arrays, one
 * of rows of the batch and one of rows of the cells.
 *
 * <p>Thread: one at a time; reused from call to call.
 */
public final class AddedRows {

  Column[] arguments = new Column[0];
  long[] eventTimeMicros = new long[0];
  int[] rows = new int[0];
  int[] targets = new int[0];
  int from;
  int to;
  Cells cells = new Cells(0, 0);

  /** No rows yet. */
  public AddedRows() {}

  /** The arguments, aligned with the batch. */
  public Column[] arguments() {
    return arguments;
  }

  /** The event time of each row of the batch. */
  public long[] eventTimeMicros() {
    return eventTimeMicros;
  }

  /** Rows of the batch. */
  public int[] rows() {
    return rows;
  }

  /** Rows of the cells. */
  public int[] targets() {
    return targets;
  }

  /** The first position. */
  public int from() {
    return from;
  }

  /** Behind the last position. */
  public int to() {
    return to;
  }

  /** Where to add. */
  public Cells cells() {
    return cells;
  }
}
