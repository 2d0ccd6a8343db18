package io.weir.formats;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One-row batches and what encoders make of them. */
public final class Batches {

  private Batches() {}

  public static Batch row(Schema schema, @Nullable Object... values) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      ColumnBuilder column = ColumnBuilder.of(schema.field(i).type());
      column.append(values[i]);
      columns.add(column.build());
    }
    return new Batch(schema, columns, 1);
  }

  public static String encode(Encoder encoder, Batch batch, @Nullable String id) {
    ByteSink target = new ByteSink();
    encoder.encode(batch, 0, id, target);
    return new String(target.array(), 0, target.size(), StandardCharsets.UTF_8);
  }
}
