package io.weir.engine.source;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;

/**
 * The watermark of a source, moved by every record that passed the checks. It never falls.
 *
 * <p>Thread: the pipeline's.
 */
interface WatermarkTracker {

  /** The watermark now; {@link RowBatch#NO_WATERMARK} before the first record. */
  long currentMicros();

  /** The greatest event time seen; {@link RowBatch#NO_WATERMARK} before the first record. */
  long greatestMicros();

  /**
   * Takes the rows that passed the checks, in order, and writes to each the watermark before it.
   *
   * @param device the column of {@code by:}, any if there is none; aligned with the decoded rows
   */
  void observe(Column device, PassedRows passed);

  /** The time before was nobody's silence. */
  void resumed(long nowMicros);

  /** Time passed: devices may have gone silent. */
  void tick(long nowMicros);

  void write(ByteSink target);

  void read(ByteBuffer source);
}
