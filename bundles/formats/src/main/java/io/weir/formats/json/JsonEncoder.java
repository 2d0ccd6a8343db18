package io.weir.formats.json;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row as a JSON object: every visible column in order, then {@code _id}. */
final class JsonEncoder implements Encoder {

  private final int[] columns;
  private final byte[][] keys;
  private final JsonValue values = new JsonValue();

  JsonEncoder(Schema schema) {
    this.columns =
        IntStream.range(0, schema.size()).filter(i -> !schema.field(i).hidden()).toArray();
    this.keys = new byte[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      ByteSink key = new ByteSink();
      values.writeText(schema.field(columns[i]).name(), key);
      key.writeByte(':');
      keys[i] = key.toByteArray();
    }
  }

  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
    target.writeByte('{');
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        target.writeByte(',');
      }
      target.write(keys[i]);
      values.write(batch.column(columns[i]), row, target);
    }
    if (id != null) {
      if (columns.length > 0) {
        target.writeByte(',');
      }
      values.writeText("_id", target);
      target.writeByte(':');
      values.writeText(id, target);
    }
    target.writeByte('}');
  }
}
