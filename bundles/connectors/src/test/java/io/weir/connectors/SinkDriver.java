package io.weir.connectors;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.data.Batch;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.TextBuilder;
import io.weir.api.format.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one text column {@code v}, handed to a sink as the engine does. */
public final class SinkDriver {

  public static final Schema SCHEMA = Schema.of(Field.of("v", DataType.STRING));

  /** Writes the text, then {@code #} and the id. */
  public static final Encoder ENCODER = new TextEncoder("");

  private SinkDriver() {}

  public record TextEncoder(String header) implements Encoder {
    @Override
    public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
      String text = batch.column(0).value(row) + (id == null ? "" : "#" + id);
      target.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String fileHeader(boolean withId) {
      return header.isEmpty() || !withId ? header : header + "#_id";
    }
  }

  public static Batch batch(String text) {
    TextBuilder column = (TextBuilder) ColumnBuilder.of(DataType.STRING);
    column.append(text);
    return new Batch(SCHEMA, List.of(column.build()), 1);
  }

  public static byte[] encode(Sink sink, String text, @Nullable String id) {
    ByteSink bytes = new ByteSink();
    sink.encode(batch(text), 0, id, bytes);
    return bytes.toByteArray();
  }

  public static boolean deliver(Sink sink, long sequence, String text) throws Exception {
    return deliver(sink, sequence, text, false);
  }

  public static boolean deliver(Sink sink, long sequence, String text, boolean replaces)
      throws Exception {
    return sink.deliver(new Row(sequence, replaces, encode(sink, text, null), 0));
  }

  /** A delivery; its bytes stand behind an offset. */
  public record Row(long sequence, boolean replaces, byte[] array, int offset) implements Delivery {
    @Override
    public int length() {
      return array.length - offset;
    }
  }
}
