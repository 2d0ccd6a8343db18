package io.weir.operators.partition;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.operators.column.ColumnAppender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns made of rows of several partitions.
 *
 * <p>Thread: one at a time.
 */
public final class Gathering {

  private final Schema schema;
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private final ColumnAppender[][] appenders; // by partition and column, for each knows its texts
  private int count;

  /**
   * Empty columns.
   *
   * @param schema of the rows
   * @param partitions how many
   */
  public Gathering(Schema schema, int partitions) {
    this.schema = schema;
    for (Field field : schema.fields()) {
      builders.add(ColumnBuilder.of(field.type()));
    }
    appenders = new ColumnAppender[partitions][];
    for (int p = 0; p < partitions; p++) {
      appenders[p] = builders.stream().map(ColumnAppender::new).toArray(ColumnAppender[]::new);
    }
  }

  /**
   * Appends rows.
   *
   * @param partition whose
   * @param columns of its rows
   * @param rows which
   * @param from the first position in {@code rows}
   * @param to behind the last
   */
  public void append(int partition, Batch columns, int[] rows, int from, int to) {
    int[] some = from == 0 ? rows : Arrays.copyOfRange(rows, from, to);
    for (int i = 0; i < builders.size(); i++) {
      appenders[partition][i].append(columns.column(i), some, to - from);
    }
    count += to - from;
  }

  /**
   * The rows.
   *
   * @return valid until {@link #clear}
   */
  public Batch batch() {
    List<Column> columns = new ArrayList<>(builders.size());
    builders.forEach(builder -> columns.add(builder.build()));
    return new Batch(schema, columns, count);
  }

  /** Forgets the rows. */
  public void clear() {
    builders.forEach(ColumnBuilder::clear);
    count = 0;
  }
}
