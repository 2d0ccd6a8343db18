package io.weir.testkit;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code spread(double)}: the greatest value minus the least. Tests break it in one place each. */
class RangeAggregate implements AggregateType<double[]> {

  private final AtomicInteger reads = new AtomicInteger();

  @Override
  public String name() {
    return "spread";
  }

  @Override
  public DataType resultType(List<DataType> arguments) {
    if (!arguments.equals(List.of(DataType.DOUBLE))) {
      throw new IllegalArgumentException("expected spread(double)");
    }
    return DataType.DOUBLE;
  }

  @Override
  public double[] create() {
    return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
  }

  @Override
  public double[] add(double[] accumulator, @Nullable Object[] arguments) {
    if (arguments[0] instanceof Double value) {
      accumulator[0] = Math.min(accumulator[0], value);
      accumulator[1] = Math.max(accumulator[1], value);
    }
    return accumulator;
  }

  @Override
  public double[] merge(double[] earlier, double[] later) {
    earlier[0] = Math.min(earlier[0], later[0]);
    earlier[1] = Math.max(earlier[1], later[1]);
    return earlier;
  }

  @Override
  public @Nullable Object result(double[] accumulator) {
    return accumulator[0] > accumulator[1] ? null : accumulator[1] - accumulator[0];
  }

  @Override
  public void write(double[] accumulator, ByteSink target) {
    target.writeLong(Double.doubleToLongBits(accumulator[0]));
    target.writeLong(Double.doubleToLongBits(accumulator[1]));
  }

  @Override
  public double[] read(ByteBuffer source) {
    reads.incrementAndGet();
    return new double[] {source.getDouble(), source.getDouble()};
  }

  /** How many states were read so far, which is how restarts show. */
  int reads() {
    return reads.get();
  }
}
