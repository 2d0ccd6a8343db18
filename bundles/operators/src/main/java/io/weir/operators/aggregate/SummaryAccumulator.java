package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Approximate percentiles of numbers, and of times as numbers. */
final class SummaryAccumulator extends ObjectAccumulator<QuantileSummary> {

  private final double error;

  /**
   * An accumulator.
   *
   * @param error how far off a rank may be, as a share of the count
   */
  SummaryAccumulator(double error) {
    this.error = error;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    return QuantileSummary.growth() * (to - from);
  }

  @Override
  QuantileSummary create() {
    return new QuantileSummary(error);
  }

  @Override
  QuantileSummary copy(QuantileSummary state) {
    return state.copy();
  }

  @Override
  void addTo(QuantileSummary state, AddedRows input, int row) {
    double value = number(input.arguments[0], row);
    state.add(value == 0 ? 0.0 : value);
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
  void mergeInto(QuantileSummary state, QuantileSummary later) {
    state.merge(later);
  }

  /** Percentiles; {@code one} gives a value of the type instead of a list. */
  AggregateResult percentiles(List<Double> percentages, boolean one, DataType element) {
    double[] asked = percentages.stream().mapToDouble(Double::doubleValue).toArray();
    DataType type = one ? element : new DataType.Array(element);
    return (cells, rows, from, n, errors) -> {
      List<@Nullable Object> values = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        QuantileSummary state = state(cells, rows[from + i]);
        List<Object> found =
            state == null
                ? List.of()
                : Arrays.stream(state.quantiles(asked))
                    .mapToObj(value -> Columns.ofDouble(element, value))
                    .toList();
        values.add(state == null ? null : one ? found.get(0) : found);
      }
      return Columns.ofObjects(type, values);
    };
  }

  @Override
  void write(QuantileSummary state, ByteSink target) {
    state.write(target);
  }

  @Override
  QuantileSummary read(ByteBuffer source) {
    return QuantileSummary.read(error, source);
  }
}
