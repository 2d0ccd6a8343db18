package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.expr.RowErrors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All values, in the order of event time and then of arrival. */
final class ListAccumulator extends ObjectAccumulator<ListAccumulator.Values>
    implements AggregateResult {

  private static final int ENTRY_BYTES = 32;

  /** A value and its time. */
  private record Timed(long micros, Object value) {}

  /** Values in the order of panes and then of arrival. */
  static final class Values extends State {
    private final List<Timed> list;
    private long bytes;

    Values(List<Timed> list, long bytes) {
      this.list = list;
      this.bytes = bytes;
    }

    @Override
    long bytes() {
      return bytes;
    }

    void add(Timed timed) {
      list.add(timed);
      bytes += ENTRY_BYTES + ValueBytes.of(timed.value());
    }
  }

  private final DataType element;

  ListAccumulator(DataType element) {
    this.element = element;
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
  Values create() {
    return new Values(new ArrayList<>(), 64);
  }

  @Override
  Values copy(Values state) {
    return new Values(new ArrayList<>(state.list), state.bytes);
  }

  @Override
  void addTo(Values state, AddedRows input, int row) {
    Object value = Objects.requireNonNull(input.arguments[0].value(row));
    state.add(new Timed(input.eventTimeMicros[row], value));
  }

  @Override
  void mergeInto(Values state, Values later) {
    later.list.forEach(state::add);
  }

  @Override
  public Column result(Cells cells, int[] rows, int from, int count, RowErrors errors) {
    List<@Nullable Object> lists = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lists.add(values(cells, rows[from + i]));
    }
    return Columns.ofObjects(new DataType.Array(element), lists);
  }

  private List<Object> values(Cells cells, int row) {
    Values state = state(cells, row);
    return state == null
        ? List.of()
        : state.list.stream()
            .sorted(Comparator.comparingLong(Timed::micros))
            .map(Timed::value)
            .toList();
  }

  /** The texts as one, with a delimiter between; null for none. */
  AggregateResult joined(String delimiter) {
    return (cells, rows, from, count, errors) -> {
      List<@Nullable Object> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        List<Object> values = values(cells, rows[from + i]);
        texts.add(
            values.isEmpty()
                ? null
                : values.stream().map(String::valueOf).collect(Collectors.joining(delimiter)));
      }
      return Columns.ofObjects(DataType.STRING, texts);
    };
  }

  @Override
  void write(Values state, ByteSink target) {
    target.writeInt(state.list.size());
    for (Timed timed : state.list) {
      target.writeLong(timed.micros());
      ValueCodec.write(element, timed.value(), target);
    }
  }

  @Override
  Values read(ByteBuffer source) {
    Values state = create();
    for (int left = source.getInt(); left > 0; left--) {
      long micros = source.getLong();
      state.add(new Timed(micros, Objects.requireNonNull(ValueCodec.read(element, source))));
    }
    return state;
  }
}
