package io.weir.operators.partition;

import io.weir.api.connector.ByteSink;
import io.weir.operators.KeyedOperator;
import io.weir.operators.Operator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.window.QueryWatermark;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An operator that takes so little time for a row that it is divided only once its state no longer
 * stands in the caches: from then on a row costs a multiple, and most of it is waiting for memory.
 */
public final class Growing implements Operator {

  private final Operator divided;
  private final long leastRows;
  private Operator present;

  /**
   * An operator without state, which is whole.
   *
   * @param whole has all keys
   * @param divided the same in partitions
   * @param leastRows of the state, to be divided
   */
  public Growing(KeyedOperator whole, Partitioned divided, long leastRows) {
    this.divided = divided;
    this.leastRows = leastRows;
    this.present = new Alone(whole);
  }

  @Override
  public void accept(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    if (present != divided && present.stateRows() >= leastRows) {
      divide();
    }
    present.accept(path, rows, watermark, fates);
  }

  private void divide() {
    Memory memory = new Memory();
    present.snapshot(memory);
    divided.restore(memory);
    present = divided;
  }

  /** A state on its way from the one to the others. */
  private static final class Memory implements StateSink, StateSource {
    private final ByteSink bytes = new ByteSink();
    private ByteBuffer rest = ByteBuffer.allocate(0);

    @Override
    public ByteSink buffer() {
      return bytes;
    }

    @Override
    public void endEntry() {}

    @Override
    public ByteBuffer nextEntry() {
      if (bytes.size() > 0) {
        rest = ByteBuffer.wrap(bytes.toByteArray());
        bytes.clear();
      }
      return rest;
    }
  }

  @Override
  public void advance(long watermarkMicros) {
    present.advance(watermarkMicros);
  }

  @Override
  public void due(long nowMicros) {
    present.due(nowMicros);
  }

  @Override
  public boolean isDue() {
    return present.isDue();
  }

  @Override
  public long dueMicros() {
    return present.dueMicros();
  }

  @Override
  public long outputWatermark(long watermarkMicros) {
    return present.outputWatermark(watermarkMicros);
  }

  @Override
  public boolean yieldsGroups() {
    return present.yieldsGroups();
  }

  @Override
  public List<? extends Operator> partitions() {
    return present.partitions();
  }

  @Override
  public long stateBytes() {
    return present.stateBytes();
  }

  @Override
  public long stateRows() {
    return present.stateRows();
  }

  @Override
  public void snapshot(StateSink sink) {
    present.snapshot(sink);
  }

  @Override
  public void restore(StateSource source) {
    present.restore(source);
  }
}
