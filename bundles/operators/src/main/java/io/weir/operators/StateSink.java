package io.weir.operators;

import io.weir.api.connector.ByteSink;

/**
 * Takes an operator's state, entry by entry.
 *
 * <p>Thread: the one that calls the operator.
 */
public interface StateSink {

  /** Where to write the next entry. */
  ByteSink buffer();

  /** Ends an entry. Entries are small; the state may be cut into chunks between them only. */
  void endEntry();
}
