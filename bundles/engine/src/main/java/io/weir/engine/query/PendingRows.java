package io.weir.engine.query;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.column.ColumnAppender;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.expr.Selection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of the result that wait for the next trigger, and the failures among them.
 *
 * <p>Thread: the one that calls the query.
 */
final class PendingRows {

  /** A row of the result that could not be computed. */
  record Failure(String description, String reason) {}

  private final Schema schema;
  private final List<ColumnAppender> appenders;
  private long[] eventTimes = new long[64];
  private long[] watermarks = new long[64];
  private int size;
  private final List<Failure> failures = new ArrayList<>();

  PendingRows(Schema schema) {
    this.schema = schema;
    this.appenders =
        schema.fields().stream()
            .map(field -> new ColumnAppender(ColumnBuilder.of(field.type())))
            .toList();
  }

  Schema schema() {
    return schema;
  }

  int size() {
    return size;
  }

  List<Failure> failures() {
    return failures;
  }

  boolean isEmpty() {
    return size == 0 && failures.isEmpty();
  }

  void fail(String description, String reason) {
    failures.add(new Failure(description, reason));
  }

  /** Copies the selected rows, each with the watermark before it, which never falls. */
  void append(Rows rows, long[] marks) {
    Selection selection = rows.selection();
    int count = selection.count();
    int[] selected = selection.rows();
    for (int i = 0; i < appenders.size(); i++) {
      appenders.get(i).append(rows.batch().column(i), selected, count);
    }
    if (eventTimes.length < size + count) {
      int capacity = Math.max(size + count, eventTimes.length * 2);
      eventTimes = Arrays.copyOf(eventTimes, capacity);
      watermarks = Arrays.copyOf(watermarks, capacity);
    }
    long[] times = rows.eventTimesMicros();
    long highest = size == 0 ? Long.MIN_VALUE : watermarks[size - 1];
    for (int i = 0; i < count; i++) {
      highest = Math.max(highest, marks[selected[i]]);
      eventTimes[size + i] = times[selected[i]];
      watermarks[size + i] = highest;
    }
    size += count;
  }

  /** Keeps some of the rows, in another order. */
  void keep(int[] rows, int count) {
    List<Column> kept =
        batch().columns().stream().map(column -> column.gather(rows, count)).toList();
    long[] times = eventTimes;
    long[] marks = watermarks;
    eventTimes = new long[Math.max(64, count)];
    watermarks = new long[Math.max(64, count)];
    appenders.forEach(appender -> appender.builder().clear());
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
      eventTimes[i] = times[rows[i]];
      watermarks[i] = marks[rows[i]];
    }
    for (int i = 0; i < appenders.size(); i++) {
      appenders.get(i).append(kept.get(i), all, count);
    }
    size = count;
  }

  /** The rows, valid until {@link #clear}. */
  Batch batch() {
    List<Column> columns = new ArrayList<>(appenders.size());
    appenders.forEach(appender -> columns.add(appender.builder().build()));
    return new Batch(schema, columns, size);
  }

  long[] eventTimes() {
    return eventTimes;
  }

  long[] watermarks() {
    return watermarks;
  }

  void clear() {
    appenders.forEach(appender -> appender.builder().clear());
    failures.clear();
    size = 0;
  }

  void snapshot(StateSink sink) {
    ByteSink buffer = sink.buffer();
    buffer.writeInt(size);
    buffer.writeInt(failures.size());
    sink.endEntry();
    Batch batch = batch();
    for (int row = 0; row < size; row++) {
      sink.buffer().writeLong(eventTimes[row]);
      sink.buffer().writeLong(watermarks[row]);
      for (Column column : batch.columns()) {
        ValueCodec.write(column.type(), column.value(row), sink.buffer());
      }
      sink.endEntry();
    }
    for (Failure failure : failures) {
      ValueCodec.write(TEXT, failure.description(), sink.buffer());
      ValueCodec.write(TEXT, failure.reason(), sink.buffer());
      sink.endEntry();
    }
  }

  void restore(StateSource source) {
    ByteBuffer header = source.nextEntry();
    int rows = header.getInt();
    int failed = header.getInt();
    eventTimes = new long[Math.max(64, rows)];
    watermarks = new long[Math.max(64, rows)];
    size = rows;
    for (int row = 0; row < rows; row++) {
      ByteBuffer entry = source.nextEntry();
      eventTimes[row] = entry.getLong();
      watermarks[row] = entry.getLong();
      for (ColumnAppender appender : appenders) {
        ColumnBuilder builder = appender.builder();
        builder.append(ValueCodec.read(builder.type(), entry));
      }
    }
    for (int i = 0; i < failed; i++) {
      ByteBuffer entry = source.nextEntry();
      fail(
          String.valueOf(ValueCodec.read(TEXT, entry)),
          String.valueOf(ValueCodec.read(TEXT, entry)));
    }
  }

  private static final io.weir.api.data.DataType TEXT = io.weir.api.data.DataType.STRING;

  long bytes() {
    return 16L * size + 16L * size * appenders.size();
  }
}
