package io.weir.operators.state;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.operators.Rows;
import io.weir.operators.key.KeyTable;
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

  private final KeyTable table;
  private final Schema schema; // with the hidden event time
  private final List<ColumnBuilder> columns;
  private long[] times = new long[64];
  private long[] marks = new long[64];
  private int[] turns = new int[64];
  private int[] keys = new int[64];
  private int count;

  OutputRows(KeyTable table, Schema schema) {
    this.table = table;
    this.schema = schema;
    this.columns =
        schema.fields().subList(0, schema.size() - 1).stream()
            .map(field -> ColumnBuilder.of(field.type()))
            .toList();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Adds rows of one call for a row at hand, whose values were checked. */
  void ofRow(List<@Nullable Object[]> rows, long time, long mark, int row) {
    add(rows, time, mark, row, -1);
  }

  /** Adds rows of one call for a timeout, whose values were checked. */
  void ofTimeout(List<@Nullable Object[]> rows, long due, long mark, int key) {
    add(rows, due, mark, -1, key);
  }

  private void add(List<@Nullable Object[]> rows, long time, long mark, int turn, int key) {
    for (@Nullable Object[] row : rows) {
      if (count == times.length) {
        times = Arrays.copyOf(times, count * 2);
        marks = Arrays.copyOf(marks, count * 2);
        turns = Arrays.copyOf(turns, count * 2);
        keys = Arrays.copyOf(keys, count * 2);
      }
      turns[count] = turn;
      keys[count] = key;
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
    Rows.Turns stand = new Rows.Turns(turns, times, new Rows.Keys(table, keys));
    Rows rows = new Rows(new Batch(schema, built, count), times, marks, stand);
    columns.forEach(ColumnBuilder::clear);
    count = 0;
    return rows;
  }
}
