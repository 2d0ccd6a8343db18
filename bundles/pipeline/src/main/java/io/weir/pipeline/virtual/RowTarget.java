package io.weir.pipeline.virtual;

import io.weir.api.connector.Delivery;
import java.io.Closeable;
import java.io.IOException;

/**
 * Takes the rows of one sink in virtual time.
 *
 * <p>Thread: one at a time.
 */
public interface RowTarget extends Closeable {

  /**
   * Told before the first row, and again after a restart.
   *
   * @param text what stands before the first row, such as a CSV header; empty for nothing
   */
  void header(String text);

  /**
   * Takes a row. Errors are kept for {@link #check}: who delivers would try again for ever.
   *
   * @param row valid until the method returns
   */
  void row(Delivery row);

  /**
   * Throws what went wrong, if anything did.
   *
   * @throws IOException what {@link #row} kept
   */
  void check() throws IOException;

  /** Rows that it holds. */
  long rows();

  @Override
  void close() throws IOException;
}
