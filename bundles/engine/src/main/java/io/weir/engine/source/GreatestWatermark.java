package io.weir.engine.source;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.operators.RowBatch;
import java.nio.ByteBuffer;

/** The greatest event time seen, minus the delay. */
final class GreatestWatermark implements WatermarkTracker {

  private final long delayMicros;
  private long greatest = RowBatch.NO_WATERMARK;
  private long current = RowBatch.NO_WATERMARK;

  GreatestWatermark(long delayMicros) {
    this.delayMicros = delayMicros;
  }

  @Override
  public long currentMicros() {
    return current;
  }

  @Override
  public long greatestMicros() {
    return greatest;
  }

  @Override
  public void observe(Column device, PassedRows passed) {
    long[] events = passed.eventMicros();
    long[] before = passed.watermarkMicros();
    long seen = greatest;
    long mark = current;
    for (int i = 0; i < passed.count(); i++) {
      before[i] = mark;
      if (events[i] > seen) {
        seen = events[i];
        mark = seen - delayMicros;
      }
    }
    greatest = seen;
    current = mark;
  }

  @Override
  public void resumed(long nowMicros) {}

  @Override
  public void tick(long nowMicros) {}

  @Override
  public void write(ByteSink target) {
    target.writeLong(greatest);
    target.writeLong(current);
  }

  @Override
  public void read(ByteBuffer source) {
    greatest = source.getLong();
    current = source.getLong();
  }
}
