package io.weir.engine.query;

import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.window.QueryWatermark;

/**
 * The end of a query's way: an aggregation, or the rows themselves.
 *
 * <p>Thread: the one that calls the query.
 */
interface Terminal {

  /** Takes the rows of a path; every selected row gets its fate. */
  void accept(int path, Rows rows, QueryWatermark watermark, RecordFates fates);

  /** The query's watermark has risen. */
  void advance(long watermarkMicros);

  /** Brings what is due to the pending rows. */
  void due(long nowMicros);

  /** Whether {@link #due} would bring rows. */
  boolean isDue();

  long stateBytes();

  long stateRows();

  void snapshot(StateSink sink);

  void restore(StateSource source);
}
