package io.weir.operators;

import io.weir.operators.window.QueryWatermark;
import java.util.List;

/**
 * A step on the way of rows that keeps something from row to row. What it yields goes to the sink
 * that it was made with, at once.
 *
 * <p><b>The law.</b> One thread at a time, never blocking, no clock. Rows come in the journal's
 * order, each with the watermark before it; what a watermark brings about comes before the row that
 * carries it. How rows are cut into calls shows in nothing but in what {@link #due} yields between.
 * Every selected row gets its fate, goes to the sink, or is held ({@link HeldRecords}). A snapshot
 * may be taken between any two calls.
 */
public interface Operator {

  /**
   * Takes rows.
   *
   * @param path by which they come; the operator was made for a number of them
   * @param rows a batch
   * @param watermark turned to the feed of the rows; the operator's own
   * @param fates receives the rows that leave the way
   */
  void accept(int path, Rows rows, QueryWatermark watermark, RowFates fates);

  /**
   * Raises the operator's watermark.
   *
   * @param watermarkMicros of the operator
   */
  void advance(long watermarkMicros);

  /**
   * Yields what is due at a trigger.
   *
   * @param nowMicros the journal's time, epoch microseconds
   */
  default void due(long nowMicros) {}

  /**
   * When {@link #due} is to be called although nothing came, as the journal's time.
   *
   * @return epoch microseconds; {@link Long#MAX_VALUE} for never
   */
  default long dueMicros() {
    return Long.MAX_VALUE;
  }

  /** Whether {@link #due} would yield rows, whatever the time. */
  default boolean isDue() {
    return false;
  }

  /**
   * The watermark of what is yielded: no row to come has an earlier event time, but for those that
   * no window has waited for.
   *
   * @param watermarkMicros of the operator
   * @return at most that
   */
  default long outputWatermark(long watermarkMicros) {
    return watermarkMicros;
  }

  /**
   * Whether what is yielded is made of groups; else a row at hand may make rows that have fates.
   */
  default boolean yieldsGroups() {
    return false;
  }

  /** The operators that have some of the keys each; none where the operator has no keys. */
  default List<? extends Operator> partitions() {
    return List.of();
  }

  /** The memory that counts against the budget, bytes. */
  long stateBytes();

  /** The number of groups or rows that the state holds. */
  long stateRows();

  /**
   * Writes the state.
   *
   * @param sink receives it
   */
  void snapshot(StateSink sink);

  /**
   * Reads the state; called before any other method.
   *
   * @param source gives back what {@link #snapshot} wrote
   */
  void restore(StateSource source);
}
