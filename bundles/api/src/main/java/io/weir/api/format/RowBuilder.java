package io.weir.api.format;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a decoder puts its rows. It may fill column by column (one loop a field over all records)
 * or row by row: what counts is that in the end every column has exactly one value, or null, for
 * every row begun.
 *
 * <p>Thread: one at a time. Reused: the batch is valid until {@link #clear}.
 */
public final class RowBuilder {

  private final Schema schema;
  private final ColumnBuilder[] columns;
  private int[] records = new int[64];
  private @Nullable String[] rejections = new @Nullable String[64];
  private int size;
  private int rejected;

  /**
   * An empty builder.
   *
   * @param schema one column a field
   */
  public RowBuilder(Schema schema) {
    this(
        schema,
        schema.fields().stream()
            .map(field -> ColumnBuilder.of(field.type()))
            .toArray(ColumnBuilder[]::new));
  }

  private RowBuilder(Schema schema, ColumnBuilder[] columns) {
    this.schema = schema;
    this.columns = columns;
  }

  /**
   * An empty builder of the same columns, which another thread may use at the same time; texts get
   * the same codes in both.
   *
   * @return a builder that shares nothing else
   */
  public RowBuilder sibling() {
    return new RowBuilder(
        schema, Arrays.stream(columns).map(ColumnBuilder::sibling).toArray(ColumnBuilder[]::new));
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
   * The builder of a column.
   *
   * @param index its position in the schema
   * @return append one value a row, or null, also for rejected rows
   */
  public ColumnBuilder column(int index) {
    return columns[index];
  }

  /**
   * The number of rows begun.
   *
   * @return rejected ones included
   */
  public int size() {
    return size;
  }

  /**
   * Begins a row.
   *
   * @param record the record that it is made of
   * @return the row's position
   */
  public int row(int record) {
    if (size == records.length) {
      records = Arrays.copyOf(records, size * 2);
      rejections = Arrays.copyOf(rejections, size * 2);
    }
    records[size] = record;
    rejections[size] = null;
    return size++;
  }

  /**
   * Rejects a row begun before: it will be quarantined. The first reason stays.
   *
   * @param row its position
   * @param reason one sentence: field, found, expected
   */
  public void reject(int row, String reason) {
    if (rejections[row] == null) {
      rejections[row] = reason;
      rejected++;
    }
  }

  /**
   * The number of rejected rows.
   *
   * @return 0 to size
   */
  public int rejected() {
    return rejected;
  }

  /**
   * The record that a row is made of.
   *
   * @param row its position
   * @return the position of the record
   */
  public int record(int row) {
    return records[row];
  }

  /**
   * Why a row was rejected.
   *
   * @param row its position
   * @return the reason, or null if it was not
   */
  public @Nullable String rejection(int row) {
    return rejections[row];
  }

  /**
   * All rows, rejected ones included.
   *
   * @return shares this builder's arrays; valid until {@link #clear}
   */
  public Batch build() {
    List<Column> built = new ArrayList<>(columns.length);
    for (ColumnBuilder column : columns) {
      built.add(column.build());
    }
    return new Batch(schema, built, size);
  }

  /** Starts again with no rows. */
  public void clear() {
    size = 0;
    rejected = 0;
    for (ColumnBuilder column : columns) {
      column.clear();
    }
  }
}
