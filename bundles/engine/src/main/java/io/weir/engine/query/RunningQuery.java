package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.Schema;
import io.weir.operators.RowBatch;
import java.util.List;

/**
 * A query at work: a deterministic function of the calls made to it.
 *
 * <p><b>The law.</b> All methods are called by one thread at a time (the pipeline's, or a worker
 * that it waits for), in the order of the journal; none may block or read a clock. {@link #accept}
 * folds rows into the state and lets rows of a projection through into an internal buffer; only
 * {@link #trigger} yields output. The state after a series of calls does not depend on how rows
 * were cut into batches.
 */
public interface RunningQuery {

  /** The columns of the output, hidden ones included. */
  Schema schema();

  /** The names of the sources and queries that it reads, in the order of the plan. */
  List<String> inputs();

  /** The names of the tables that it joins. */
  List<String> tables();

  /**
   * Takes rows of an input. Fates of the records are counted here.
   *
   * @param input a position in {@link #inputs}
   * @param rows valid until the call returns
   * @param output receives late and quarantined rows at once
   */
  void accept(int input, RowBatch rows, QueryOutput output);

  /**
   * Raises the watermark of an input without rows (idle source, end of input).
   *
   * @param input a position in {@link #inputs}
   * @param watermarkMicros the new watermark; lower than the present one is ignored
   */
  void advance(int input, long watermarkMicros);

  /**
   * Puts another version of a table in force for the rows to come.
   *
   * @param table a position in {@link #tables}
   * @param version its rows
   */
  void table(int table, TableVersion version);

  /**
   * Yields what is due: final windows (append), changed groups (update), everything (complete),
   * rows passed. In order: by window end, window start, group keys (nulls first); projections in
   * input order.
   *
   * @param nowMicros the journal's time, epoch microseconds
   * @param output receives the rows
   */
  void trigger(long nowMicros, QueryOutput output);

  /** Whether {@link #trigger} may yield rows now. */
  boolean hasOutput();

  /**
   * When {@link #trigger} is to be called although nothing came.
   *
   * @return the journal's time, epoch microseconds; {@link Long#MAX_VALUE} for never
   */
  long dueMicros();

  /** The query's own watermark: the smallest of its inputs', or the greatest if so declared. */
  long watermarkMicros();

  /**
   * The number of records by fate so far, since the last {@link #resetFates}.
   *
   * @param fate one of the fates of a query
   */
  long fates(Fate fate);

  /** Records added to open windows while others of their windows were final already. */
  long partlyLate();

  /** Sets the counts of {@link #fates} and {@link #partlyLate} to zero. */
  void resetFates();

  /** The memory of the state, for the budget and for people: bytes, roughly. */
  long stateBytes();

  /** The number of groups or rows that the state holds. */
  long stateRows();

  /**
   * Writes the state, in bounded chunks.
   *
   * @param writer receives the bytes
   */
  void snapshot(StateWriter writer);

  /**
   * Takes up a state written by {@link #snapshot} of the same plan; called before any other method
   * but {@link #table}.
   *
   * @param reader gives the bytes back, in order
   */
  void restore(StateReader reader);
}
