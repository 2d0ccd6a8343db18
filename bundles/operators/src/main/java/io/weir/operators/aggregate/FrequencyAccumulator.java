package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/** How often each value came: mode, median and exact percentiles. */
final class FrequencyAccumulator extends ObjectAccumulator<FrequencyAccumulator.Frequencies> {

  private static final int ENTRY_BYTES = 80;

  /** Values in their order. */
  static final class Frequencies extends State {
    private final TreeMap<Object, Long> counts;
    private long bytes = 64;

    Frequencies(Comparator<@Nullable Object> order) {
      counts = new TreeMap<>(order);
    }

    @Override
    long bytes() {
      return bytes;
    }

    void add(Object value, long count) {
      if (counts.merge(value, count, Long::sum) == count) {
        bytes += ENTRY_BYTES + ValueBytes.of(value);
      }
    }

    private long count() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Object, Long> inOrder(boolean descending) {
      return descending ? counts.descendingMap() : counts;
    }

    /** Between the two values that are nearest to a share of the way. */
    double between(double share, boolean descending) {
      double position = (count() - 1) * share;
      double low = at((long) Math.floor(position), descending);
      double high = at((long) Math.ceil(position), descending);
      if (low == high) {
        return low;
      }
      double up = position - Math.floor(position);
      return (Math.ceil(position) - position) * low + up * high;
    }

    /** The first value at which a share of all is reached. */
    double from(double share, boolean descending) {
      return at(Math.max(0, (long) Math.ceil(share * count()) - 1), descending);
    }

    /** The value at a rank from 0. */
    private double at(long rank, boolean descending) {
      long before = 0;
      for (Map.Entry<Object, Long> entry : inOrder(descending).entrySet()) {
        before += entry.getValue();
        if (rank < before) {
          return (Double) entry.getKey();
        }
      }
      throw new IllegalArgumentException("rank " + rank + " of " + before);
    }
  }

  private final DataType type;
  private final boolean weighted;
  private final Comparator<@Nullable Object> order;

  /**
   * An accumulator.
   *
   * @param type of the values
   * @param weighted whether a second argument, a long, says how often a value came
   */
  FrequencyAccumulator(DataType type, boolean weighted) {
    this.type = type;
    this.weighted = weighted;
    this.order = ValueOrder.of(type);
  }

  @Override
  public void prepare(Column[] arguments, Selection rows, RowErrors errors) {
    for (int i = 0; weighted && i < rows.count(); i++) {
      int row = rows.row(i);
      if (errors.failed(row) || arguments[0].isNull(row) || arguments[1].isNull(row)) {
        continue;
      }
      long frequency = frequency(arguments, row);
      if (frequency < 0) {
        errors.raise(
            row, "the frequency of percentile is %d, expected 0 or more".formatted(frequency));
      }
    }
  }

  private long frequency(Column[] arguments, int row) {
    return weighted ? ((LongColumn) arguments[1]).values()[row] : 1;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    long bytes = 0;
    for (int i = from; i < to; i++) {
      bytes += 64 + ENTRY_BYTES + ValueBytes.of(arguments[0].value(rows[i]));
    }
    return bytes;
  }

  @Override
  Frequencies create() {
    return new Frequencies(order);
  }

  @Override
  Frequencies copy(Frequencies state) {
    Frequencies copy = create();
    copy.counts.putAll(state.counts);
    copy.bytes = state.bytes;
    return copy;
  }

  @Override
  void addTo(Frequencies state, AddedRows input, int row) {
    long frequency = frequency(input.arguments, row);
    if (frequency > 0) {
      state.add(Columns.canonical(input.arguments[0].value(row)), frequency);
    }
  }

  @Override
  void mergeInto(Frequencies state, Frequencies later) {
    later.counts.forEach(state::add);
  }

  /** The value that came most often; the first of several. */
  AggregateResult mode(boolean descending) {
    return (cells, rows, from, n, errors) -> {
      List<@Nullable Object> modes = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        Frequencies state = state(cells, rows[from + i]);
        modes.add(state == null ? null : mode(state, descending));
      }
      return Columns.ofObjects(type, modes);
    };
  }

  private static Object mode(Frequencies state, boolean descending) {
    long most = Collections.max(state.counts.values());
    return state.inOrder(descending).entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Percentiles; {@code one} gives a number instead of a list. */
  AggregateResult percentiles(
      List<Double> shares, boolean one, ToDoubleBiFunction<Frequencies, Double> percentile) {
    DataType result = one ? DataType.DOUBLE : new DataType.Array(DataType.DOUBLE);
    return (cells, rows, from, n, errors) -> {
      List<@Nullable Object> values = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        Frequencies state = state(cells, rows[from + i]);
        if (state == null || state.counts.isEmpty()) {
          values.add(null);
          continue;
        }
        List<Double> found =
            shares.stream().map(share -> percentile.applyAsDouble(state, share)).toList();
        values.add(one ? found.get(0) : found);
      }
      return Columns.ofObjects(result, values);
    };
  }

  @Override
  void write(Frequencies state, ByteSink target) {
    target.writeInt(state.counts.size());
    state.counts.forEach(
        (value, count) -> {
          ValueCodec.write(type, value, target);
          target.writeLong(count);
        });
  }

  @Override
  Frequencies read(ByteBuffer source) {
    Frequencies state = create();
    for (int left = source.getInt(); left > 0; left--) {
      state.add(Objects.requireNonNull(ValueCodec.read(type, source)), source.getLong());
    }
    return state;
  }
}
