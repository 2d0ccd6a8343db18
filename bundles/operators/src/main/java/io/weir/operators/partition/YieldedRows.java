package io.weir.operators.partition;

import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import io.weir.operators.column.BatchAppender;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyTable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one partition has yielded, copied, in the order of their turns.
 *
 * <p>Thread: one at a time.
 */
final class YieldedRows implements RowSink {

  private final PartitionRecords records;
  private final BatchAppender copied;
  private long[] times = new long[64];
  private long[] watermarks = new long[64];
  private int[] origins = new int[64];
  private int[] held = new int[64]; // the partition's numbers
  private int[] turns = new int[64];
  private long[] ties = new long[64];
  private int[] keys = new int[64];
  private @Nullable KeyTable table; // of the keys
  private int count;

  YieldedRows(Schema schema, PartitionRecords records) {
    this.records = records;
    this.copied = new BatchAppender(schema);
  }

  @Override
  public void rows(Rows rows, RowFates fates) {
    Selection selection = rows.selection();
    int more = selection.count();
    copied.append(rows.batch(), selection.rows(), more);
    reserve(count + more);
    Rows.Turns stand = Objects.requireNonNull(rows.turns());
    Rows.Keys known = stand.keys();
    table = known == null ? null : known.table();
    for (int i = 0; i < more; i++) {
      int row = selection.row(i);
      times[count] = rows.eventTimesMicros()[row];
      watermarks[count] = rows.watermarksMicros()[row];
      origins[count] = rows.origin(row);
      held[count] = rows.held(row);
      turns[count] = stand.turns()[row];
      keys[count] = known == null ? -1 : known.ids()[row];
      ties[count++] = stand.ties()[row];
    }
  }

  private void reserve(int size) {
    if (times.length < size) {
      int capacity = Math.max(size, times.length * 2);
      times = Arrays.copyOf(times, capacity);
      watermarks = Arrays.copyOf(watermarks, capacity);
      origins = Arrays.copyOf(origins, capacity);
      held = Arrays.copyOf(held, capacity);
      turns = Arrays.copyOf(turns, capacity);
      ties = Arrays.copyOf(ties, capacity);
      keys = Arrays.copyOf(keys, capacity);
    }
  }

  int count() {
    return count;
  }

  /** How a row stands to one of another partition; {@link Rows.Turns} says by what. */
  int compare(int row, YieldedRows other, int otherRow) {
    int compared = Long.compare(watermarks[row], other.watermarks[otherRow]);
    if (compared == 0) {
      // Those without turn come last: the greatest of unsigned numbers.
      compared = Integer.compareUnsigned(turns[row], other.turns[otherRow]);
    }
    if (compared == 0) {
      compared = Long.compare(ties[row], other.ties[otherRow]);
    }
    KeyTable own = table;
    KeyTable others = other.table;
    return compared != 0 || own == null || others == null
        ? compared
        : own.compare(keys[row], others, other.keys[otherRow]);
  }

  /** The columns, valid until {@link #clear}. */
  Batch batch() {
    return copied.batch();
  }

  long time(int row) {
    return times[row];
  }

  long watermark(int row) {
    return watermarks[row];
  }

  int origin(int row) {
    return origins[row];
  }

  /** The records of a row, as the query numbers them. */
  int held(int row) {
    return records.theirs(held[row]);
  }

  void clear() {
    copied.clear();
    count = 0;
  }
}
