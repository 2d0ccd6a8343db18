package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import java.nio.ByteBuffer;
import java.util.Objects;

/** About how many different values there are. */
final class HllAccumulator extends ObjectAccumulator<HyperLogLog> implements AggregateResult {

  private final DataType type;
  private final int precision;

  /**
   * An accumulator.
   *
   * @param type of the values
   * @param error the relative standard error that is asked for
   */
  HllAccumulator(DataType type, double error) {
    this.type = type;
    this.precision = HyperLogLog.precision(error);
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    return (to - from) * create().bytes();
  }

  @Override
  HyperLogLog create() {
    return new HyperLogLog(precision);
  }

  @Override
  HyperLogLog copy(HyperLogLog state) {
    return state.copy();
  }

  @Override
  void addTo(HyperLogLog state, AddedRows input, int row) {
    state.add(ValueHash.of(type, Objects.requireNonNull(input.arguments[0].value(row))));
  }

  @Override
  void mergeInto(HyperLogLog state, HyperLogLog later) {
    state.merge(later);
  }

  @Override
  public Column result(
      Cells cells, int[] rows, int from, int count, io.weir.operators.expr.RowErrors errors) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      HyperLogLog state = state(cells, rows[from + i]);
      values[i] = state == null ? 0 : state.estimate();
    }
    return new LongColumn(DataType.LONG, values, null, count);
  }

  @Override
  void write(HyperLogLog state, ByteSink target) {
    state.write(target);
  }

  @Override
  HyperLogLog read(ByteBuffer source) {
    return HyperLogLog.read(precision, source);
  }
}
