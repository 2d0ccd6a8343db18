package com.example.testing;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spread(x)}: the greatest value minus the least; null without values. */
final class Spread implements AggregateType<double[]> {

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
  public double[] add(double[] range, @Nullable Object[] arguments) {
    if (arguments[0] != null) {
      double value = (double) arguments[0];
      range[0] = Math.min(range[0], value);
      range[1] = Math.max(range[1], value);
    }
    return range;
  }

  @Override
  public double[] merge(double[] earlier, double[] later) {
    earlier[0] = Math.min(earlier[0], later[0]);
    earlier[1] = Math.max(earlier[1], later[1]);
    return earlier;
  }

  @Override
  public @Nullable Object result(double[] range) {
    return range[0] > range[1] ? null : range[1] - range[0];
  }

  @Override
  public void write(double[] range, ByteSink target) {
    target.writeLong(Double.doubleToLongBits(range[0]));
    target.writeLong(Double.doubleToLongBits(range[1]));
  }

  @Override
  public double[] read(ByteBuffer source) {
    return new double[] {source.getDouble(), source.getDouble()};
  }
}
