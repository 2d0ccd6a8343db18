package io.weir.operators.column;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies chosen rows of batches, so that they outlive the calls that brought them.
 *
 * <p>Thread: one at a time.
 */
public final class BatchAppender {

  private final Schema schema;
  private final List<ColumnAppender> columns;
  private int size;

  /**
   * No rows.
   *
   * @param schema of the batches
   */
  public BatchAppender(Schema schema) {
    this.schema = schema;
    this.columns =
        schema.fields().stream()
            .map(field -> new ColumnAppender(ColumnBuilder.of(field.type())))
            .toList();
  }

  /**
   * Appends rows.
   *
   * @param batch holds them
   * @param rows positions in it; may be longer
   * @param count how many
   */
  public void append(Batch batch, int[] rows, int count) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).append(batch.column(i), rows, count);
    }
    size += count;
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /**
   * All rows.
   *
   * @return valid until {@link #clear}
   */
  public Batch batch() {
    List<Column> built = new ArrayList<>(columns.size());
    columns.forEach(column -> built.add(column.builder().build()));
    return new Batch(schema, built, size);
  }

  /** Forgets the rows. */
  public void clear() {
    columns.forEach(column -> column.builder().clear());
    size = 0;
  }
}
