package io.weir.api.format;

import org.jspecify.annotations.Nullable;

/**
 * A run of raw records in one array, in the order of the journal.
 *
 * <p>Thread: read only while it is handed on; its owner fills it again afterwards.
 */
public interface Records {

  /**
   * The number of records.
   *
   * @return 0 or more
   */
  int size();

  /**
   * Holds all records, one behind the other.
   *
   * @return shared, read only; bytes outside the records are unspecified
   */
  byte[] bytes();

  /**
   * Where a record starts.
   *
   * @param record 0 to size - 1
   * @return an offset into {@link #bytes}
   */
  int offset(int record);

  /**
   * How long a record is.
   *
   * @param record 0 to size - 1
   * @return bytes, 0 or more
   */
  int length(int record);

  /**
   * Where a record came from.
   *
   * @param record 0 to size - 1
   * @return the topic, null when there is none
   */
  @Nullable String topic(int record);

  /**
   * When a record came.
   *
   * @param record 0 to size - 1
   * @return epoch microseconds
   */
  long receivedMicros(int record);

  /**
   * Why the source itself refused a record.
   *
   * @param record 0 to size - 1
   * @return one sentence, or null for a record that is to be decoded
   */
  @Nullable String rejection(int record);
}
