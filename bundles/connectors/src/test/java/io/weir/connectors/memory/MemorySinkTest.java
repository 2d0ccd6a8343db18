package io.weir.connectors.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.connectors.SinkDriver;
import io.weir.connectors.TestContext;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemorySinkTest {

  private final MemorySinkType type = new MemorySinkType();

  private Sink open(byte @Nullable [] position) {
    Sink sink =
        type.open(new TestContext(Map.of("max-rows", 3)), SinkDriver.SCHEMA, SinkDriver.ENCODER);
    try {
      sink.start(position == null ? null : ByteBuffer.wrap(position));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return sink;
  }

  private List<@Nullable Object> texts(String name) {
    return new ArrayList<>(type.rows(name).stream().map(row -> row.get("v")).toList());
  }

  @Test
  void shouldGiveRowsByNameAndForgetTheOldest() throws Exception {
    assertThat(type.rows("test")).isEmpty();
    Sink sink = open(null);
    for (int i = 1; i <= 4; i++) {
      SinkDriver.deliver(sink, i, "r" + i);
    }
    assertThat(texts("test")).containsExactly("r2", "r3", "r4");
    assertThat(texts("p/test")).containsExactly("r2", "r3", "r4");
    assertThat(type.await("test", 3, Duration.ofSeconds(1))).hasSize(3);
  }

  @Test
  void shouldHoldEveryRowOnceOverARestartOfTheSink() throws Exception {
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a");
    byte[] position = Objects.requireNonNull(sink.confirmed()).position();
    SinkDriver.deliver(sink, 2, "b");
    sink = open(position);
    assertThat(texts("test")).containsExactly("a");
    SinkDriver.deliver(sink, 2, "b");
    assertThat(texts("test")).containsExactly("a", "b");
    open(null);
    assertThat(texts("test")).isEmpty();
  }

  @Test
  void shouldReplaceWholeResults() throws Exception {
    Sink sink = open(null);
    SinkDriver.deliver(sink, 1, "a", true);
    assertThat(texts("test")).isEmpty();
    sink.flush();
    assertThat(texts("test")).containsExactly("a");
    SinkDriver.deliver(sink, 2, "b", true);
    SinkDriver.deliver(sink, 3, "c");
    assertThat(texts("test")).containsExactly("a");
    sink.flush();
    assertThat(texts("test")).containsExactly("b", "c");
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isEqualTo(3);
  }

  @Test
  void shouldKeepEveryTypeWithAllItsDigits() {
    List<Field> fields =
        List.of(
            Field.of("b", DataType.BOOLEAN),
            Field.of("i", DataType.INT),
            Field.of("l", DataType.LONG),
            Field.of("f", DataType.FLOAT),
            Field.of("d", DataType.DOUBLE),
            Field.of("s", DataType.STRING),
            Field.of("y", DataType.BINARY),
            Field.of("t", DataType.TIMESTAMP),
            Field.of("a", DataType.DATE),
            Field.of("m", new DataType.Decimal(38, 2)),
            Field.of("r", new DataType.Array(DataType.INT)),
            Field.of("w", DataType.WINDOW));
    Map<String, @Nullable Object> window = new HashMap<>();
    window.put("start", Instant.EPOCH);
    window.put("end", null);
    List<Object> values =
        List.of(
            true,
            -5,
            Long.MIN_VALUE,
            0.1f,
            -0.0,
            "ü",
            new byte[] {1, 2},
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            LocalDate.of(2026, 11, 20),
            new BigDecimal("123456789012345678901234567890.12"),
            Arrays.asList(1, null),
            window);
    Schema schema = new Schema(fields);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      ColumnBuilder column = ColumnBuilder.of(fields.get(i).type());
      column.append(values.get(i));
      column.appendNull();
      columns.add(column.build());
    }
    Batch batch = new Batch(schema, columns, 2);
    RowCodec codec = new RowCodec(schema);
    ByteSink bytes = new ByteSink();
    codec.write(batch, 0, "id", bytes);
    codec.write(batch, 1, null, bytes);
    ByteBuffer source = ByteBuffer.wrap(bytes.toByteArray());
    Map<String, @Nullable Object> row = codec.read(source);
    for (int i = 0; i < fields.size(); i++) {
      assertThat(row.get(fields.get(i).name())).isEqualTo(values.get(i));
    }
    assertThat(row.get("_id")).isEqualTo("id");
    Map<String, @Nullable Object> nulls = codec.read(source);
    assertThat(nulls.values()).containsOnlyNulls().hasSize(fields.size());
    assertThat(source.hasRemaining()).isFalse();
  }
}
