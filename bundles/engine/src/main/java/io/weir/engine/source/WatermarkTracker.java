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

  /** Takes a record that passed the checks. */
  void observe(Column device, int row, long eventMicros, long receivedMicros);

  /** The time before was nobody's silence. */
  void resumed(long nowMicros);

  /** Time passed: devices may have gone silent. */
  void tick(long nowMicros);

  void write(ByteSink target);

  void read(ByteBuffer source);
}
