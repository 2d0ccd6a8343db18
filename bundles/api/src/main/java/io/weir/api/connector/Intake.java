package io.weir.api.connector;

import io.weir.api.Fate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes records from a source during {@link Source#poll}. The bytes are copied before the call
 * returns.
 *
 * <p>Thread: the pipeline's, within {@code poll}.
 */
@ProviderType
public interface Intake {

  /**
   * Takes a record. The order of calls is the order of the journal.
   *
   * @param payload holds the record
   * @param offset where it starts
   * @param length in bytes, 0 or more
   * @param topic where it came from, for topic levels and quarantine; null when there is none
   * @param receivedMicros when it came, epoch microseconds
   */
  void accept(byte[] payload, int offset, int length, @Nullable String topic, long receivedMicros);

  /**
   * Takes a record that the source itself refuses, such as one over its greatest size; it is
   * quarantined with the reason.
   *
   * @param payload holds what is kept of the record
   * @param offset where it starts
   * @param length in bytes
   * @param topic where it came from; null when there is none
   * @param receivedMicros when it came, epoch microseconds
   * @param reason one sentence for people
   */
  void reject(
      byte[] payload,
      int offset,
      int length,
      @Nullable String topic,
      long receivedMicros,
      String reason);

  /**
   * Counts records that the source received and does not hand over. Part of the next commit.
   *
   * @param fate {@link Fate#DUPLICATE} or {@link Fate#OVERFLOW}
   * @param records how many
   */
  void count(Fate fate, int records);
}
