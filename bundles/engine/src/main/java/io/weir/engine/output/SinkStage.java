package io.weir.engine.output;

import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic half of a sink: numbers and encodes rows and puts them into the outbox.
 *
 * <p>Thread: the pipeline's.
 */
public final class SinkStage {

  private final Sink encoder;
  private final Outbox outbox;
  private final @Nullable String idPrefix;

  /**
   * A stage for one sink.
   *
   * @param encoder an instance that is never started
   * @param outbox takes the rows
   * @param idPrefix {@code GATEWAY/EPOCH/PIPELINE/SINK/}; null for rows without {@code _id}
   */
  public SinkStage(Sink encoder, Outbox outbox, @Nullable String idPrefix) {
    this.encoder = encoder;
    this.outbox = outbox;
    this.idPrefix = idPrefix;
  }

  /** Where the rows go. */
  public Outbox outbox() {
    return outbox;
  }

  /**
   * Takes rows.
   *
   * @param rows in order
   * @param replaces whether they begin a result that replaces everything before
   * @param nowMicros the journal's time
   */
  public void accept(Batch rows, boolean replaces, long nowMicros) {
    for (int row = 0; row < rows.size(); row++) {
      String id = idPrefix == null ? null : idPrefix + outbox.nextSequence();
      encoder.encode(rows, row, id, outbox.beginRow(nowMicros));
      outbox.endRow(replaces && row == 0);
    }
  }
}
