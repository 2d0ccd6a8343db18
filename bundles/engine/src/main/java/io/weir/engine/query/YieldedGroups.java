package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.operators.column.BatchAppender;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.key.KeyTable;
import java.util.Arrays;

/**
 * The rows that one partition has made of its groups, copied, in their order.
 *
 * <p>Thread: one at a time.
 */
final class YieldedGroups implements GroupSink {

  private final BatchAppender copied;
  private final KeyTable keys;
  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private long[] times = new long[64];
  private int[] ids = new int[64];
  private final RowErrors errors = new RowErrors();
  private int count;

  YieldedGroups(Schema schema, KeyTable keys) {
    this.copied = new BatchAppender(schema);
    this.keys = keys;
  }

  @Override
  public void groups(GroupRows rows) {
    int more = rows.batch().size();
    copied.append(rows.batch(), Selection.all(more).rows(), more);
    if (starts.length < count + more) {
      int capacity = Math.max(count + more, starts.length * 2);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
      times = Arrays.copyOf(times, capacity);
      ids = Arrays.copyOf(ids, capacity);
    }
    System.arraycopy(rows.starts(), 0, starts, count, more);
    System.arraycopy(rows.ends(), 0, ends, count, more);
    System.arraycopy(rows.times(), 0, times, count, more);
    System.arraycopy(rows.ids(), 0, ids, count, more);
    for (int i = 0; rows.errors().any() && i < more; i++) {
      if (rows.errors().failed(i)) {
        errors.raise(count + i, rows.errors().reason(i));
      }
    }
    count += more;
  }

  int count() {
    return count;
  }

  /** How a row stands to one of another partition. */
  int compare(int row, YieldedGroups other, int otherRow) {
    int compared = Long.compare(ends[row], other.ends[otherRow]);
    if (compared == 0) {
      compared = Long.compare(starts[row], other.starts[otherRow]);
    }
    return compared != 0 ? compared : keys.compare(ids[row], other.keys, other.ids[otherRow]);
  }

  /** Whether two rows are of one window. */
  boolean isSameWindow(int row, YieldedGroups other, int otherRow) {
    return ends[row] == other.ends[otherRow] && starts[row] == other.starts[otherRow];
  }

  /** The columns, valid until {@link #clear}. */
  Batch batch() {
    return copied.batch();
  }

  long time(int row) {
    return times[row];
  }

  RowErrors errors() {
    return errors;
  }

  void clear() {
    copied.clear();
    errors.clear();
    count = 0;
  }
}
