package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.sketch.DistinctSketch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** About how many different values there are. */
final class HllAccumulator extends ObjectAccumulator<HllAccumulator.Distinct>
    implements AggregateResult {

  /** A sketch of the values of a group. */
  static final class Distinct extends State {
    private final DistinctSketch sketch;

    Distinct(DistinctSketch sketch) {
      this.sketch = sketch;
    }

    @Override
    long bytes() {
      return sketch.bytes();
    }
  }

  /** For the empty text, which the library takes for no value; no text has these bytes. */
  private static final byte[] EMPTY_TEXT = {-1};

  private final DataType type;
  private final double error;

  /**
   * An accumulator.
   *
   * @param type of the values
   * @param error the relative standard error that is asked for
   */
  HllAccumulator(DataType type, double error) {
    this.type = type;
    this.error = error;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    return (to - from) * DistinctSketch.mostBytes(error);
  }

  @Override
  Distinct create() {
    return new Distinct(new DistinctSketch(error));
  }

  @Override
  Distinct copy(Distinct state) {
    return new Distinct(state.sketch.copy());
  }

  @Override
  void addTo(Distinct state, AddedRows input, int row) {
    Column column = input.arguments[0];
    if (column instanceof LongColumn longs) {
      state.sketch.add(longs.values()[row]);
    } else if (column instanceof IntColumn ints) {
      state.sketch.add(ints.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      state.sketch.add(doubles.values()[row]);
    } else if (column instanceof FloatColumn floats) {
      state.sketch.add(floats.values()[row]);
    } else {
      state.sketch.add(bytes(Objects.requireNonNull(column.value(row))));
    }
  }

  private byte[] bytes(Object value) {
    if (value instanceof String text) {
      return text.isEmpty() ? EMPTY_TEXT : text.getBytes(StandardCharsets.UTF_8);
    }
    ByteSink bytes = new ByteSink();
    ValueCodec.write(type, Columns.canonical(value), bytes);
    return bytes.toByteArray();
  }

  @Override
  void mergeInto(Distinct state, Distinct later) {
    state.sketch.merge(later.sketch);
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      Distinct state = state(cells, rows[from + i]);
      values[i] = state == null ? 0 : state.sketch.estimate();
    }
    return new LongColumn(DataType.LONG, values, null, count);
  }

  @Override
  void write(Distinct state, ByteSink target) {
    state.sketch.write(target);
  }

  @Override
  Distinct read(ByteBuffer source) {
    return new Distinct(DistinctSketch.read(error, source));
  }
}
