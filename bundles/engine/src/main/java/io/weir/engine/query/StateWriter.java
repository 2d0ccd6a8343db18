package io.weir.engine.query;

import io.weir.api.connector.ByteSink;

/**
 * Takes a query's state as a sequence of chunks, each small enough to be held in memory.
 *
 * <p>Thread: the one that calls the query.
 */
public interface StateWriter {

  /** A buffer to fill; it is empty after every {@link #flush}. */
  ByteSink buffer();

  /** Ends a chunk. Call it whenever the buffer holds about 256 KiB, and after the last bytes. */
  void flush();
}
