package io.weir.formats.csv;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import io.weir.api.format.Encoder;
import io.weir.formats.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row as a CSV record: every visible column in order, then {@code _id}. Values are written as in
 * JSON, without the quotes of JSON text; arrays and structs as JSON.
 */
final class CsvEncoder implements Encoder {

  private final Schema schema;
  private final byte separator;
  private final int[] columns;
  private final JsonValue values = new JsonValue();
  private final ByteSink field = new ByteSink();

  CsvEncoder(Schema schema, char separator) {
    this.schema = schema;
    this.separator = (byte) separator;
    this.columns =
        IntStream.range(0, schema.size()).filter(i -> !schema.field(i).hidden()).toArray();
  }

  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        target.writeByte(separator);
      }
      Column column = batch.column(columns[i]);
      if (column.isNull(row)) {
        continue;
      }
      if (column instanceof StringColumn texts) {
        writeText(texts.dictionary().text(texts.codes()[row]), target);
      } else {
        writeValue(column, row, target);
      }
    }
    if (id != null) {
      target.writeByte(separator);
      writeText(id, target);
    }
  }

  @Override
  public String fileHeader(boolean withId) {
    ByteSink header = new ByteSink();
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        header.writeByte(separator);
      }
      writeText(schema.field(columns[i]).name(), header);
    }
    if (withId) {
      header.writeByte(separator);
      writeText("_id", header);
    }
    return new String(header.array(), 0, header.size(), StandardCharsets.UTF_8);
  }

  private void writeValue(Column column, int row, ByteSink target) {
    field.clear();
    values.write(column, row, field);
    byte[] json = field.array();
    boolean text = json[0] == '"';
    int from = text ? 1 : 0;
    writeField(json, from, field.size() - from, target);
  }

  private void writeText(String text, ByteSink target) {
    byte[] utf8 = Objects.requireNonNull(text).getBytes(StandardCharsets.UTF_8);
    writeField(utf8, 0, utf8.length, target);
  }

  private void writeField(byte[] bytes, int from, int to, ByteSink target) {
    boolean quotes = from == to;
    for (int i = from; i < to && !quotes; i++) {
      byte c = bytes[i];
      quotes = c == separator || c == '"' || c == '\n' || c == '\r';
    }
    if (!quotes) {
      target.write(bytes, from, to - from);
      return;
    }
    target.writeByte('"');
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"') {
        target.writeByte('"');
      }
      target.writeByte(bytes[i]);
    }
    target.writeByte('"');
  }
}
