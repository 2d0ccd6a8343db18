package io.weir.connectors.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.connectors.SinkDriver;
import io.weir.connectors.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleSinkTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ConsoleSinkType type =
      new ConsoleSinkType(new PrintStream(bytes, false, StandardCharsets.UTF_8));

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldAlignColumns() throws Exception {
    Schema schema =
        Schema.of(
            Field.of("device", DataType.STRING),
            Field.of("n", DataType.LONG),
            Field.hidden("_event_time", DataType.TIMESTAMP),
            Field.of("mean", DataType.DOUBLE));
    Sink sink = type.open(new TestContext(Map.of()), schema, SinkDriver.ENCODER);
    sink.start(null);
    deliver(sink, schema, 1, "d-1", 5L, null, 21.5);
    deliver(sink, schema, 2, "Höhe", 12345L, null, null);
    sink.flush();
    assertThat(lines())
        .containsExactly(
            "device                       n          mean",
            "----------------  ------------  ------------",
            "d-1                          5          21.5",
            "Höhe                     12345          null");
    assertThat(Objects.requireNonNull(sink.confirmed()).sequence()).isEqualTo(2);
  }

  @Test
  void shouldWriteTheFormatsLines() throws Exception {
    Sink sink =
        type.open(new TestContext(Map.of("style", "lines")), SinkDriver.SCHEMA, SinkDriver.ENCODER);
    sink.start(null);
    SinkDriver.deliver(sink, 1, "{}");
    sink.flush();
    assertThat(lines()).containsExactly("{}");
  }

  private static void deliver(Sink sink, Schema schema, long sequence, @Nullable Object... values)
      throws Exception {
    ByteSink row = new ByteSink();
    sink.encode(
        new Batch(
            schema,
            IntStream.range(0, schema.size())
                .mapToObj(
                    i -> {
                      ColumnBuilder column = ColumnBuilder.of(schema.field(i).type());
                      column.append(values[i]);
                      return column.build();
                    })
                .toList(),
            1),
        0,
        null,
        row);
    sink.deliver(new SinkDriver.Row(sequence, false, row.toByteArray(), 0));
  }
}
