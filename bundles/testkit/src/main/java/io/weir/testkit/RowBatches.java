package io.weir.testkit;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of values as batches. */
final class RowBatches {

  private RowBatches() {}

  /**
   * A batch.
   *
   * @param schema its columns
   * @param rows each with one value a column, as {@link Column#value} gives them
   * @throws IllegalArgumentException if a value is of another type
   */
  static Batch of(Schema schema, List<List<@Nullable Object>> rows) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      ColumnBuilder builder = ColumnBuilder.of(field.type());
      for (List<@Nullable Object> row : rows) {
        Object value = row.get(i);
        if (!Values.fits(value, field.type())) {
          throw new IllegalArgumentException(
              "column %s: found %s, expected a %s"
                  .formatted(field.name(), Values.shown(value), field.type()));
        }
        builder.append(value);
      }
      columns.add(builder.build());
    }
    return new Batch(schema, columns, rows.size());
  }
}
