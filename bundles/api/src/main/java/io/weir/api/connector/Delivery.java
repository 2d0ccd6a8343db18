package io.weir.api.connector;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One row on its way out.
 *
 * <p>Thread: the sink's, within {@link Sink#deliver}.
 */
@ProviderType
public interface Delivery {

  /**
   * The row's number: dense and in order, from 1 for each sink and store epoch.
   *
   * @return positive
   */
  long sequence();

  /**
   * Whether this row is the first of a result that replaces everything before it ({@code complete}
   * output mode).
   *
   * @return false for sinks that cannot replace
   */
  boolean replaces();

  /**
   * Holds what {@link Sink#encode} wrote.
   *
   * @return shared, read only
   */
  byte[] array();

  /**
   * Where it starts in {@link #array}.
   *
   * @return 0 or more
   */
  int offset();

  /**
   * How long it is.
   *
   * @return bytes
   */
  int length();
}
