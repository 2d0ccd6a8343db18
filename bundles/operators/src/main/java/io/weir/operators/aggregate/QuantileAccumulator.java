package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.sketch.QuantileSketch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Approximate percentiles of numbers, and of times as numbers. */
final class QuantileAccumulator extends ObjectAccumulator<QuantileAccumulator.Ranked> {

  /** A sketch of the numbers of a group. */
  static final class Ranked extends State {
    private final QuantileSketch sketch;

    Ranked(QuantileSketch sketch) {
      this.sketch = sketch;
    }

    @Override
    long bytes() {
      return sketch.bytes();
    }
  }

  private final double error;

  /**
   * An accumulator.
   *
   * @param error how far off a rank may be, as a share of the count
   */
  QuantileAccumulator(double error) {
    this.error = error;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    return QuantileSketch.GROWTH * (to - from);
  }

  @Override
  Ranked create() {
    return new Ranked(new QuantileSketch(error));
  }

  @Override
  Ranked copy(Ranked state) {
    return new Ranked(state.sketch.copy());
  }

  @Override
  void addTo(Ranked state, AddedRows input, int row) {
    state.sketch.add(number(input.arguments[0], row));
  }

  private static double number(Column column, int row) {
    if (column instanceof DoubleColumn doubles) {
      return doubles.values()[row];
    }
    if (column instanceof LongColumn longs) {
      return longs.values()[row];
    }
    if (column instanceof IntColumn ints) {
      return ints.values()[row];
    }
    return ((Number) Objects.requireNonNull(column.value(row))).doubleValue();
  }

  @Override
  void mergeInto(Ranked state, Ranked later) {
    state.sketch.merge(later.sketch);
  }

  /** Percentiles; {@code one} gives a value of the type instead of a list. */
  AggregateResult percentiles(List<Double> percentages, boolean one, DataType element) {
    double[] asked = percentages.stream().mapToDouble(Double::doubleValue).toArray();
    DataType type = one ? element : new DataType.Array(element);
    return (cells, rows, from, n, errors) -> {
      List<@Nullable Object> values = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        Ranked state = state(cells, rows[from + i]);
        List<Object> found =
            state == null
                ? List.of()
                : Arrays.stream(state.sketch.quantiles(asked))
                    .mapToObj(value -> Columns.ofDouble(element, value))
                    .toList();
        values.add(state == null ? null : one ? found.get(0) : found);
      }
      return Columns.ofObjects(type, values);
    };
  }

  @Override
  void write(Ranked state, ByteSink target) {
    state.sketch.write(target);
  }

  @Override
  Ranked read(ByteBuffer source) {
    return new Ranked(QuantileSketch.read(source));
  }
}
