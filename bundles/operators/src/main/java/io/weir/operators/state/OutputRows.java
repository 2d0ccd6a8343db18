package io.weir.operators.state;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.operators.Rows;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that functions made, until they go on together.
 *
 * <p>Thread: one at a time.
 */
final class OutputRows {

  private final Schema schema; // with the hidden event time
  private final List<ColumnBuilder> columns;
  private long[] times = new long[64];
  private long[] marks = new long[64];
  private int count;

  OutputRows(Schema schema) {
    this.schema = schema;
    this.columns =
        schema.fields().subList(0, schema.size() - 1).stream()
            .map(field -> ColumnBuilder.of(field.type()))
            .toList();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Adds rows of one call, whose values were checked. */
  void add(List<@Nullable Object[]> rows, long time, long mark) {
    for (@Nullable Object[] row : rows) {
      if (count == times.length) {
        times = Arrays.copyOf(times, count * 2);
        marks = Arrays.copyOf(marks, count * 2);
      }
      times[count] = time;
      marks[count++] = mark;
      for (int i = 0; i < row.length; i++) {
        columns.get(i).append(row[i]);
      }
    }
  }

  /** All rows, which are no longer here; valid until rows are added. */
  Rows take() {
    List<Column> built = new ArrayList<>();
    columns.forEach(column -> built.add(column.build()));
    built.add(new LongColumn(DataType.TIMESTAMP, times, null, count));
    Rows rows = new Rows(new Batch(schema, built, count), Selection.all(count), times, marks);
    columns.forEach(ColumnBuilder::clear);
    count = 0;
    return rows;
  }
}
