package io.weir.operators.partition;

import io.weir.operators.KeyedOperator;
import io.weir.operators.Operator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.window.QueryWatermark;
import java.util.List;

/** A keyed operator that has all keys. Its state is that of partitions, of which there is one. */
public final class Alone implements Operator {

  private final KeyedOperator operator;

  /**
   * An operator.
   *
   * @param operator has all keys
   */
  public Alone(KeyedOperator operator) {
    this.operator = operator;
  }

  @Override
  public void accept(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    operator.accept(path, rows, watermark, fates);
  }

  @Override
  public void advance(long watermarkMicros) {
    operator.advance(watermarkMicros);
  }

  @Override
  public void due(long nowMicros) {
    operator.due(nowMicros);
  }

  @Override
  public boolean isDue() {
    return operator.isDue();
  }

  @Override
  public long dueMicros() {
    return operator.dueMicros();
  }

  @Override
  public long outputWatermark(long watermarkMicros) {
    return operator.outputWatermark(watermarkMicros);
  }

  @Override
  public boolean yieldsGroups() {
    return operator.yieldsGroups();
  }

  @Override
  public List<KeyedOperator> partitions() {
    return List.of(operator);
  }

  @Override
  public long stateBytes() {
    return operator.stateBytes();
  }

  @Override
  public long stateRows() {
    return operator.stateRows();
  }

  @Override
  public void snapshot(StateSink sink) {
    PartitionedState.write(partitions(), sink);
  }

  @Override
  public void restore(StateSource source) {
    PartitionedState.restore(partitions(), source);
  }
}
