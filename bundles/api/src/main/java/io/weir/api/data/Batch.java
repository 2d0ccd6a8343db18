package io.weir.api.data;

import java.util.List;

/**
 * Rows of one schema, column by column.
 *
 * <p>Thread: immutable in shape; the columns' arrays are shared and read only.
 */
public final class Batch {

  private final Schema schema;
  private final List<Column> columns;
  private final int size;

  /**
   * A batch of the given columns.
   *
   * @param schema one field a column
   * @param columns in the order of the schema, each with {@code size} rows and the field's type
   * @param size the number of rows, 0 or more
   */
  public Batch(Schema schema, List<? extends Column> columns, int size) {
    if (columns.size() != schema.size()) {
      throw new IllegalArgumentException(
          "%d columns for the %d fields of %s".formatted(columns.size(), schema.size(), schema));
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).size() != size) {
        throw new IllegalArgumentException(
            "column %s has %d rows, the batch %d"
                .formatted(schema.field(i).name(), columns.get(i).size(), size));
      }
    }
    this.schema = schema;
    this.columns = List.copyOf(columns);
    this.size = size;
  }

  /**
   * The schema.
   *
   * @return one field a column
   */
  public Schema schema() {
    return schema;
  }

  /**
   * The number of rows.
   *
   * @return 0 or more
   */
  public int size() {
    return size;
  }

  /**
   * A column.
   *
   * @param index its position in the schema
   * @return the column
   */
  public Column column(int index) {
    return columns.get(index);
  }

  /**
   * All columns.
   *
   * @return in the order of the schema, unmodifiable
   */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Chosen rows as a new batch.
   *
   * @param rows positions in this batch, in the order wanted; -1 gives a row of nulls
   * @param count how many of them
   * @return a batch of {@code count} rows
   */
  public Batch gather(int[] rows, int count) {
    return new Batch(
        schema, columns.stream().map(column -> column.gather(rows, count)).toList(), count);
  }
}
