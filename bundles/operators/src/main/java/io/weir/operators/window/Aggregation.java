package io.weir.operators.window;

import io.weir.operators.KeyedOperator.Ownership;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.group.Groups;

/**
 * Groups rows, within windows or without, and accumulates.
 *
 * <p><b>The law.</b> One thread at a time, never blocking, no clock. Rows come in the journal's
 * order; how they are cut into calls shows in nothing but in what {@link #due} yields between. The
 * window sink is called for windows that become final, in the order of their ends, at the row whose
 * watermark makes them final, before that row is looked at; so a row that is late for one of its
 * windows never gets into it. A snapshot may be taken between any two calls.
 */
public interface Aggregation {

  /** What is yielded when. */
  enum Yield {
    /** A window when it is final. */
    FINAL,
    /** Groups that changed since the last {@link #due}. */
    CHANGES,
    /** Everything, for ever: no window is ever final, no row is late. */
    ALL
  }

  /**
   * Evaluates what does not depend on the state. {@link #take} of the same rows follows.
   *
   * @param rows a batch
   * @param groups the way of these rows into the groups
   */
  void prepare(Rows rows, Groups groups);

  /**
   * The most that the state can grow by until the prepared rows are taken.
   *
   * @param rows the same
   * @param groups the same
   * @return bytes; {@link Long#MAX_VALUE} if nobody knows
   */
  long growth(Rows rows, Groups groups);

  /**
   * Takes the rows that were prepared.
   *
   * @param rows the same
   * @param groups the same
   * @param watermark turned to the input of the rows
   * @param fates receives each selected row once
   * @param sink receives windows that become final
   */
  void take(Rows rows, Groups groups, QueryWatermark watermark, RowFates fates, WindowSink sink);

  /**
   * Whether a watermark makes a window final.
   *
   * @param watermarkMicros of the query
   */
  boolean isDueAt(long watermarkMicros);

  /**
   * Raises the watermark.
   *
   * @param watermarkMicros of the query
   * @param sink receives windows that become final
   */
  void advance(long watermarkMicros, WindowSink sink);

  /**
   * Yields what is due at a trigger: changes or all; nothing for final windows, which have been
   * yielded.
   *
   * @param sink receives it, in the order of windows
   */
  void due(WindowSink sink);

  /** Whether {@link #due} would yield. */
  boolean isDue();

  /** The memory that counts against the budget, bytes. */
  long stateBytes();

  /** The number of groups, each counted in every pane or session that holds it. */
  long stateRows();

  /**
   * Writes the state.
   *
   * @param sink receives it
   */
  void snapshot(StateSink sink);

  /**
   * Reads of a state what belongs to the keys that are owned; called before any other method, once
   * for each that wrote a state.
   *
   * @param source gives back what {@link #snapshot} wrote
   * @param ownership tells which keys those are
   */
  void restore(StateSource source, Ownership ownership);
}
