package io.weir.operators.key;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.column.ValueOrder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decimals, bytes, arrays and structs: the word is a number in the order of first sight. */
final class BoxedPart extends KeyPart {

  private static final Memo NOTHING = new Memo() {};

  private final DataType type;
  private final Comparator<@Nullable Object> order;
  private List<Object> values = new ArrayList<>();
  private TreeMap<Object, Integer> numbers;
  private List<Object> former = List.of();

  BoxedPart(DataType type) {
    this.type = type;
    this.order = ValueOrder.of(type);
    this.numbers = new TreeMap<>(order);
  }

  @Override
  boolean interns() {
    return true;
  }

  @Override
  Memo memo() {
    return NOTHING;
  }

  @Override
  void encode(Column column, int[] rows, int count, long[] words, int at, int stride, Memo memo) {
    for (int i = 0; i < count; i++) {
      Object value = column.value(rows[i]);
      if (value != null) {
        Integer number = numbers.get(value);
        words[at + i * stride] = number == null ? UNSEEN : number;
      }
    }
  }

  @Override
  long add(Column column, int row) {
    return add(Objects.requireNonNull(column.value(row)));
  }

  private long add(Object value) {
    Integer known = numbers.get(value);
    if (known != null) {
      return known;
    }
    Object shown = Objects.requireNonNull(ValueOrder.canonical(value));
    numbers.put(shown, values.size());
    values.add(shown);
    return values.size() - 1L;
  }

  @Override
  int extraBytes(Column column, int row) {
    return bytesOf(Objects.requireNonNull(column.value(row)));
  }

  @Override
  int extraBytes(long word) {
    return bytesOf(values.get((int) word));
  }

  private int bytesOf(Object value) {
    ByteSink sink = new ByteSink();
    ValueCodec.write(type, value, sink);
    return 64 + sink.size();
  }

  @Override
  int hash(Column column, int row) {
    return hash(Objects.requireNonNull(ValueOrder.canonical(column.value(row))));
  }

  @Override
  int hash(long word) {
    return hash(values.get((int) word));
  }

  private int hash(Object canonical) {
    ByteSink sink = new ByteSink();
    ValueCodec.write(type, canonical, sink);
    return Arrays.hashCode(sink.toByteArray());
  }

  @Override
  int compare(long left, KeyPart other, long right) {
    return order.compare(values.get((int) left), ((BoxedPart) other).values.get((int) right));
  }

  @Override
  Column column(long[] words, boolean[] nulls, int count) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (int i = 0; i < count; i++) {
      builder.append(nulls[i] ? null : values.get((int) words[i]));
    }
    return builder.build();
  }

  @Override
  void write(long word, ByteSink target) {
    ValueCodec.write(type, values.get((int) word), target);
  }

  @Override
  long read(ByteBuffer source) {
    return add(Objects.requireNonNull(ValueCodec.read(type, source)));
  }

  @Override
  void beginKeeping() {
    former = values;
    values = new ArrayList<>();
    numbers = new TreeMap<>(order);
  }

  @Override
  long keep(long word) {
    return add(former.get((int) word));
  }

  @Override
  void endKeeping() {
    former = List.of();
  }
}
