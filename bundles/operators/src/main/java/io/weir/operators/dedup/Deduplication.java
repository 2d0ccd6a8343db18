package io.weir.operators.dedup;

import io.weir.api.Fate;
import io.weir.operators.KeyedOperator;
import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import io.weir.operators.StateBudget;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.TimeHeap;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.group.GroupUse;
import io.weir.operators.group.Groups;
import io.weir.operators.key.KeyTable;
import io.weir.operators.window.QueryWatermark;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Lets the first row of each key through. A key is forgotten when the watermark reaches the event
 * time of its first row plus a given time, or never. Where keys are forgotten a row before the
 * watermark is late, else none is.
 */
public final class Deduplication implements KeyedOperator {

  /** What a key costs beside the fixed: its time, and its place in the heap. */
  private static final int TIME_BYTES = 20;

  private final KeyTable keys;
  private final List<Groups> groupsByPath;
  private final boolean forgets;
  private final long forgottenAfterMicros;
  private final StateBudget budget;
  private final RowSink output;

  private final GroupUse uses;
  private final TimeHeap endings = new TimeHeap(); // of keys
  private long[] endOf = new long[0]; // by key
  private long bytes;

  // Of the batch at hand.
  private final RowErrors errors = new RowErrors();
  private int[] ids = new int[0];
  private int[] kept = new int[0];
  private int[] alike = new int[0];
  private int[] late = new int[0];
  private long[] marks = new long[0];

  /**
   * No key seen.
   *
   * @param keys the keys, empty
   * @param groupsByPath the way of each path's rows to their keys
   * @param forgottenAfterMicros positive; {@link Long#MAX_VALUE} for never
   * @param budget that of the query
   * @param output takes the first rows
   */
  public Deduplication(
      KeyTable keys,
      List<Groups> groupsByPath,
      long forgottenAfterMicros,
      StateBudget budget,
      RowSink output) {
    this.keys = keys;
    this.groupsByPath = List.copyOf(groupsByPath);
    this.forgets = forgottenAfterMicros != Long.MAX_VALUE;
    this.forgottenAfterMicros = forgottenAfterMicros;
    this.budget = budget;
    this.output = output;
    this.uses = new GroupUse(keys);
  }

  @Override
  public void prepare(int path, Rows rows) {
    uses.tidy();
    Selection selection = rows.selection();
    int count = selection.count();
    if (ids.length < count) {
      ids = new int[count];
      kept = new int[count];
      alike = new int[count];
      late = new int[count];
    }
    if (marks.length < rows.batch().size()) {
      marks = new long[rows.batch().size()];
    }
    errors.clear();
    groupsByPath.get(path).prepare(rows, ids, errors);
  }

  @Override
  public long growth(int path, Rows rows) {
    Groups groups = groupsByPath.get(path);
    Selection selection = rows.selection();
    long bytes = 0;
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (!errors.failed(row) && (ids[i] < 0 || !uses.isLive(ids[i]))) {
        bytes += GroupUse.cost(groups.extraBytes(row)) + TIME_BYTES;
      }
    }
    return bytes;
  }

  @Override
  public void take(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    Groups groups = groupsByPath.get(path);
    Selection selection = rows.selection();
    int count = selection.count();
    int keptCount = 0;
    int alikeCount = 0;
    int lateCount = 0;
    for (int i = 0; i < count; i++) {
      int row = selection.row(i);
      long time = rows.eventTimesMicros()[row];
      long present = watermark.at(rows.watermarksMicros()[row]);
      marks[row] = present;
      advance(present);
      if (forgets && time < present) {
        late[lateCount++] = row;
      } else if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      } else {
        int key = ids[i] >= 0 ? ids[i] : groups.add(row); // mostly new, and looked up once
        if (uses.isLive(key)) {
          alike[alikeCount++] = row;
        } else if (fits(key)) {
          remember(key, end(time));
          kept[keptCount++] = row;
        } else {
          fates.quarantine(rows, row, budget.refusal());
        }
      }
    }
    if (alikeCount > 0) {
      fates.note(Fate.DEDUPLICATED, rows, alike, 0, alikeCount);
    }
    if (lateCount > 0) {
      fates.late(rows, late, lateCount);
    }
    if (keptCount < count) {
      rows.select(Selection.of(kept, keptCount));
    }
    if (keptCount > 0) {
      rows.mark(marks);
      output.rows(rows, fates);
    }
  }

  private boolean fits(int key) {
    return GroupUse.cost(keys.extraBytes(key)) + (forgets ? TIME_BYTES : 0) <= budget.room();
  }

  private void remember(int key, long end) {
    bytes += uses.use(key);
    if (forgets) {
      bytes += TIME_BYTES;
      if (key >= endOf.length) {
        endOf = Arrays.copyOf(endOf, Math.max(key + 1, endOf.length * 2));
      }
      endOf[key] = end;
      endings.add(end, key);
    }
  }

  private long end(long time) {
    long end = time + forgottenAfterMicros;
    return end < time ? Long.MAX_VALUE : end;
  }

  @Override
  public boolean isDueAt(long watermarkMicros) {
    return !endings.isEmpty() && endings.firstTime() <= watermarkMicros;
  }

  @Override
  public void advance(long watermarkMicros) {
    while (isDueAt(watermarkMicros)) {
      bytes -= uses.release(endings.removeFirst()) + TIME_BYTES;
    }
  }

  @Override
  public long stateBytes() {
    return bytes;
  }

  @Override
  public long stateRows() {
    return uses.live();
  }

  @Override
  public void snapshot(StateSink sink) {
    sink.buffer().writeInt(uses.live());
    sink.endEntry();
    for (int key : keys.sorted()) {
      if (uses.isLive(key)) {
        sink.buffer().writeLong(forgets ? endOf[key] : Long.MAX_VALUE);
        keys.write(key, sink.buffer());
        sink.endEntry();
      }
    }
  }

  @Override
  public void restore(StateSource source, Ownership ownership) {
    int count = source.nextEntry().getInt();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = source.nextEntry();
      long end = entry.getLong();
      int key = keys.read(entry);
      if (ownership.owns(keys, key)) {
        remember(key, end);
      }
    }
  }
}
