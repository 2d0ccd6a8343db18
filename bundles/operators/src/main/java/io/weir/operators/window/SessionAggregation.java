package io.weir.operators.window;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.operators.KeyedOperator.Ownership;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateBudget;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.aggregate.Cells;
import io.weir.operators.column.IntSorter;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.group.GroupUse;
import io.weir.operators.group.Groups;
import io.weir.operators.key.KeyTable;
import java.nio.ByteBuffer;

/**
 * Aggregation by sessions. A row at t with gap g is the session [t, t + g); sessions of a group
 * that overlap or touch are one. It is final when the watermark reaches its end, and a row whose
 * own end is not after the watermark is late, even if it touches an open session.
 *
 * <p>Rows are placed one by one, for each may merge sessions; they are accumulated together up to
 * the next merge or end of a session. Where a row bridges sessions these are merged in the order of
 * time, and then the row is added.
 */
public final class SessionAggregation implements Aggregation {

  private static final int NOT_OWNED = -1;

  private final Aggregates aggregates;
  private final KeyTable keys;
  private final Kernel gap;
  private final boolean closes;
  private final StateBudget budget;
  private final GroupUse uses;
  private final SessionStore sessions;
  private boolean changed;

  // Of the batch at hand.
  private final RowErrors gapErrors = new RowErrors(); // without a gap nobody knows what is late
  private final RowErrors errors = new RowErrors();
  private LongColumn gaps = new LongColumn(DataType.LONG, new long[0], null, 0);
  private int[] ids = new int[0];
  private int[] positions = new int[0];
  private int[] targets = new int[0];
  private int placed;
  private int accumulated;
  private final int[] late = new int[1];

  /**
   * Nothing accumulated.
   *
   * @param aggregates what to accumulate
   * @param keys the groups, empty
   * @param gap a long of microseconds for each row
   * @param yields FINAL or ALL
   * @param budget that of the query
   */
  public SessionAggregation(
      Aggregates aggregates, KeyTable keys, Kernel gap, Yield yields, StateBudget budget) {
    this.aggregates = aggregates;
    this.keys = keys;
    this.gap = gap;
    this.closes = yields != Yield.ALL;
    this.budget = budget;
    this.uses = new GroupUse(keys);
    this.sessions = new SessionStore(aggregates, uses);
  }

  @Override
  public void prepare(Rows rows, Groups groups) {
    uses.tidy();
    Selection selection = rows.selection();
    int count = selection.count();
    if (ids.length < count) {
      ids = new int[count];
      positions = new int[count];
      targets = new int[count];
    }
    errors.clear();
    gapErrors.clear();
    gaps = (LongColumn) gap.evaluate(rows.batch(), selection, gapErrors);
    groups.prepare(rows, ids, errors);
    aggregates.evaluate(rows.batch(), selection, errors);
  }

  /** What merged objects take nobody knows before. */
  @Override
  public long growth(Rows rows, Groups groups) {
    if (aggregates.holdsObjects()) {
      return Long.MAX_VALUE;
    }
    Selection selection = rows.selection();
    long bytes = selection.count() * sessions.cost();
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (!errors.failed(row) && (ids[i] < 0 || !uses.isLive(ids[i]))) {
        bytes += GroupUse.cost(groups.extraBytes(row));
      }
    }
    return bytes;
  }

  @Override
  public void take(
      Rows rows, Groups groups, QueryWatermark watermark, RowFates fates, WindowSink sink) {
    Selection selection = rows.selection();
    int count = selection.count();
    placed = 0;
    accumulated = 0;
    long[] times = rows.eventTimesMicros();
    for (int i = 0; i < count; i++) {
      int row = selection.row(i);
      long present = closes ? watermark.at(rows.watermarksMicros()[row]) : Long.MIN_VALUE;
      if (closes && sessions.anyEndsUntil(present)) {
        accumulate(times);
        close(present, sink);
      }
      long length = gaps.isNull(row) ? 0 : gaps.values()[row];
      if (gapErrors.failed(row)) {
        fates.quarantine(rows, row, gapErrors.reason(row));
      } else if (length <= 0) {
        fates.quarantine(
            rows,
            row,
            "the session's gap is %s, expected more than 0: correct it, or filter such rows"
                .formatted(gaps.isNull(row) ? "null" : length + " microseconds"));
      } else if (closes && end(times[row], length) <= present) {
        late[0] = row;
        fates.late(rows, late, 1);
      } else if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      } else {
        place(rows, groups, row, ids[i], length, fates);
      }
    }
    accumulate(times);
    fates.note(Fate.AGGREGATED, rows, positions, 0, placed);
  }

  private void accumulate(long[] times) {
    if (accumulated < placed) {
      changed = true;
      aggregates.add(times, positions, targets, accumulated, placed, sessions.cells());
      accumulated = placed;
    }
  }

  private static long end(long start, long length) {
    long end = start + length;
    return end < start ? Long.MAX_VALUE : end;
  }

  private void place(Rows rows, Groups groups, int row, int found, long length, RowFates fates) {
    long[] times = rows.eventTimesMicros();
    long start = times[row];
    long end = end(start, length);
    int group = found >= 0 ? found : groups.find(row);
    if (aggregates.holdsObjects()) {
      accumulate(times); // what objects need counts for the next row
    }
    int session = group < 0 ? -1 : sessions.firstTouching(group, start, end);
    if (session < 0) {
      boolean live = group >= 0 && uses.isLive(group);
      long cost = sessions.cost() + (live ? 0 : GroupUse.cost(groups.extraBytes(row)));
      if (cost > budget.room()) {
        fates.quarantine(rows, row, budget.refusal());
        return;
      }
      session = sessions.add(group >= 0 ? group : groups.add(row), start, end);
    } else if (aggregates.holdsObjects() && budget.room() < 0) {
      fates.quarantine(rows, row, budget.refusal());
      return;
    } else {
      if (sessions.bridges(session, end)) {
        accumulate(times);
      }
      sessions.extend(session, start, end);
    }
    positions[placed] = row;
    targets[placed++] = session;
  }

  @Override
  public boolean isDueAt(long watermarkMicros) {
    return closes && sessions.anyEndsUntil(watermarkMicros);
  }

  @Override
  public void advance(long watermarkMicros, WindowSink sink) {
    if (isDueAt(watermarkMicros)) {
      close(watermarkMicros, sink);
    }
  }

  private void close(long watermark, WindowSink sink) {
    int[] ended = sessions.takeEnded(watermark);
    emit(ended, ended.length, sink);
    for (int session : ended) {
      sessions.remove(session);
    }
  }

  private void emit(int[] which, int count, WindowSink sink) {
    IntSorter.sort(which, count, this::compare);
    long[] starts = new long[count];
    long[] ends = new long[count];
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = sessions.start(which[i]);
      ends[i] = sessions.end(which[i]);
      groups[i] = sessions.group(which[i]);
    }
    sink.sessions(starts, ends, groups, sessions.cells(), which, count);
  }

  private int compare(int left, int right) {
    int compared = Long.compare(sessions.end(left), sessions.end(right));
    if (compared == 0) {
      compared = Long.compare(sessions.start(left), sessions.start(right));
    }
    return compared != 0 ? compared : keys.compare(sessions.group(left), sessions.group(right));
  }

  @Override
  public void due(WindowSink sink) {
    if (!closes) {
      int[] all = sessions.all();
      emit(all, all.length, sink);
      changed = false;
    }
  }

  @Override
  public boolean isDue() {
    return !closes && changed;
  }

  @Override
  public long stateBytes() {
    return sessions.bytes();
  }

  @Override
  public long stateRows() {
    return sessions.size();
  }

  @Override
  public void snapshot(StateSink sink) {
    int[] all = sessions.all();
    IntSorter.sort(all, all.length, this::compare);
    ByteSink buffer = sink.buffer();
    buffer.writeByte(changed ? 1 : 0);
    buffer.writeInt(uses.live());
    buffer.writeInt(all.length);
    sink.endEntry();
    int[] numbers = new int[keys.bound()];
    int next = 0;
    for (int group : keys.sorted()) {
      if (uses.isLive(group)) {
        numbers[group] = next++;
        keys.write(group, sink.buffer());
        sink.endEntry();
      }
    }
    for (int session : all) {
      sink.buffer().writeInt(numbers[sessions.group(session)]);
      sink.buffer().writeLong(sessions.start(session));
      sink.buffer().writeLong(sessions.end(session));
      aggregates.write(sessions.cells(), session, sink.buffer());
      sink.endEntry();
    }
  }

  @Override
  public void restore(StateSource source, Ownership ownership) {
    ByteBuffer header = source.nextEntry();
    changed |= header.get() != 0;
    int[] groups = new int[header.getInt()];
    int count = header.getInt();
    for (int i = 0; i < groups.length; i++) {
      int group = keys.read(source.nextEntry());
      groups[i] = ownership.owns(keys, group) ? group : NOT_OWNED;
    }
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = source.nextEntry();
      int group = groups[entry.getInt()];
      long start = entry.getLong();
      long end = entry.getLong();
      if (group == NOT_OWNED) {
        Cells passed = aggregates.newCells();
        aggregates.read(passed, passed.add(), entry);
      } else {
        aggregates.read(sessions.cells(), sessions.add(group, start, end), entry);
      }
    }
  }
}
