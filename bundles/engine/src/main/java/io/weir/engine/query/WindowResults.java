package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.api.data.StructColumn;
import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.aggregate.Cells;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.key.KeyTable;
import io.weir.operators.window.WindowSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes rows of the groups of windows.
 *
 * <p>Thread: the one that calls the operator.
 */
final class WindowResults implements WindowSink {

  static final int ROWS_AT_ONCE = 2048;

  private final Schema schema; // window, keys, aggregates
  private final boolean windowed;
  private final KeyTable keys;
  private final int keyCount;
  private final Aggregates aggregates;
  private final GroupSink sink;
  private final RowErrors errors = new RowErrors();
  private long nowMicros;

  WindowResults(
      Schema schema,
      boolean windowed,
      KeyTable keys,
      int keyCount,
      Aggregates aggregates,
      GroupSink sink) {
    this.schema = schema;
    this.windowed = windowed;
    this.keys = keys;
    this.keyCount = keyCount;
    this.aggregates = aggregates;
    this.sink = sink;
  }

  /** The event time of rows without window. */
  void now(long micros) {
    nowMicros = micros;
  }

  @Override
  public void window(long start, long end, int[] groups, Cells cells, int[] rows, int count) {
    int most = Math.min(ROWS_AT_ONCE, count);
    long[] starts = new long[most];
    long[] ends = new long[most];
    Arrays.fill(starts, start);
    Arrays.fill(ends, end);
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      emit(starts, ends, groups, cells, rows, from, Math.min(ROWS_AT_ONCE, count - from));
    }
  }

  @Override
  public void sessions(
      long[] starts, long[] ends, int[] groups, Cells cells, int[] rows, int count) {
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      int most = Math.min(ROWS_AT_ONCE, count - from);
      emit(
          Arrays.copyOfRange(starts, from, from + most),
          Arrays.copyOfRange(ends, from, from + most),
          groups,
          cells,
          rows,
          from,
          most);
    }
  }

  /** Takes groups {@code from} to {@code from + count - 1}; the times begin with the first. */
  private void emit(
      long[] starts, long[] ends, int[] groups, Cells cells, int[] rows, int from, int count) {
    errors.clear();
    List<Column> columns = new ArrayList<>(schema.size());
    if (windowed) {
      columns.add(windows(starts, ends, count));
    }
    for (int i = 0; i < keyCount; i++) {
      columns.add(keys.column(i, groups, from, count));
    }
    for (int i = 0; i < aggregates.size(); i++) {
      columns.add(aggregates.result(i, cells, rows, from, count, errors));
    }
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = windowed ? ends[i] - 1 : nowMicros;
    }
    Batch batch = new Batch(schema, columns, count);
    int[] ids = from == 0 ? groups : Arrays.copyOfRange(groups, from, from + count);
    sink.groups(new GroupRows(batch, starts, ends, times, keys, ids, errors));
  }

  private static Column windows(long[] starts, long[] ends, int count) {
    List<Column> bounds =
        List.of(
            new LongColumn(DataType.TIMESTAMP, starts, null, count),
            new LongColumn(DataType.TIMESTAMP, ends, null, count));
    return new StructColumn(DataType.WINDOW, bounds, null, count);
  }
}
