package io.weir.api.format;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns a row into bytes. A pure function: the same row gives the same bytes, on every JVM.
 *
 * <p>Thread: one at a time, called by the engine; never blocks.
 */
@ConsumerType
public interface Encoder {

  /**
   * Writes a row, without line end.
   *
   * @param batch holds the row
   * @param row its position
   * @param id the delivery identity, to be written as a field {@code _id}; null for none
   * @param target receives the bytes
   */
  void encode(Batch batch, int row, @Nullable String id, ByteSink target);

  /**
   * The text that stands before the first record of a file, such as a CSV header.
   *
   * @param withId whether the rows carry a delivery identity
   * @return without line end; empty when there is none
   */
  default String fileHeader(boolean withId) {
    return "";
  }
}
