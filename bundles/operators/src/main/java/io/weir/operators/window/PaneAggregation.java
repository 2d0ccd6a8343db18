package io.weir.operators.window;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.group.Groups;
import io.weir.operators.key.KeyTable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Aggregation by windows of a {@link TimeGrid}, or without window, which is one pane for ever.
 *
 * <p>A batch goes through in segments within which no window becomes final; most batches are one.
 * In a segment rows get their place (pane, and row of its cells) in the journal's order, for the
 * state budget may end at any row; then each pane accumulates its rows at once.
 */
public final class PaneAggregation implements Aggregation {

  private static final String STATE_FULL =
      "state-full: the query's state has reached max-state, %d bytes";

  private final Aggregates aggregates;
  private final KeyTable keys;
  private final @Nullable TimeGrid grid;
  private final Yield yields;
  private final long maxBytes;
  private final String stateFull;

  private final GroupUse uses;
  private final PaneStore panes;
  private final WindowCombiner combiner;
  private long closedEnd = Long.MIN_VALUE; // every window that ends here or before is final
  private boolean changed;

  // Of the batch at hand.
  private final RowErrors errors = new RowErrors();
  private final PaneSorter sorter = new PaneSorter();
  private int[] ids = new int[0];
  private int[] positions = new int[0];
  private int[] kept = new int[0]; // ids of positions
  private int[] targets = new int[0];
  private int[] lateRows = new int[0];

  /**
   * Nothing accumulated.
   *
   * @param aggregates what to accumulate
   * @param keys the groups, empty
   * @param grid the windows; null for none
   * @param yields what is yielded when
   * @param maxBytes the state budget
   */
  public PaneAggregation(
      Aggregates aggregates, KeyTable keys, @Nullable TimeGrid grid, Yield yields, long maxBytes) {
    this.aggregates = aggregates;
    this.keys = keys;
    this.grid = grid;
    this.yields = yields;
    this.maxBytes = maxBytes;
    this.stateFull = STATE_FULL.formatted(maxBytes);
    this.uses = new GroupUse(keys);
    this.panes = new PaneStore(aggregates, keys, uses);
    this.combiner = new WindowCombiner(aggregates, keys);
    this.changed = grid == null && yields == Yield.ALL && keys.hasNoColumns();
  }

  private boolean closes() {
    return grid != null && yields != Yield.ALL;
  }

  @Override
  public void accept(
      Rows rows, Groups groups, QueryWatermark watermark, RowFates fates, WindowSink sink) {
    uses.tidy();
    Selection selection = rows.selection();
    int count = selection.count();
    reserve(count);
    errors.clear();
    groups.prepare(rows, ids, errors);
    aggregates.evaluate(rows.batch(), selection, errors);
    int from = 0;
    while (from < count) {
      int to = count;
      if (closes()) {
        long[] watermarks = rows.watermarksMicros();
        advance(watermark.at(watermarks[selection.row(from)]), sink);
        to = segmentEnd(watermark, watermarks, selection, from);
      }
      addSegment(rows, groups, from, to, fates);
      from = to;
    }
  }

  private void reserve(int count) {
    if (ids.length < count) {
      ids = new int[count];
      positions = new int[count];
      kept = new int[count];
      targets = new int[count];
      lateRows = new int[count];
    }
  }

  /** The first row behind {@code from} at which another window is final. */
  private int segmentEnd(
      QueryWatermark watermark, long[] watermarks, Selection selection, int from) {
    int high = selection.count();
    TimeGrid windows = grid;
    if (windows == null || closedEnd == Long.MAX_VALUE) {
      return high;
    }
    long boundary = windows.firstEndAfter(closedEnd);
    if (watermark.at(watermarks[selection.row(high - 1)]) < boundary) {
      return high;
    }
    int low = from + 1;
    high--; // the last row is known to be beyond
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (watermark.at(watermarks[selection.row(middle)]) < boundary) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void addSegment(Rows rows, Groups groups, int from, int to, RowFates fates) {
    int count = sift(rows, from, to, fates);
    if (aggregates.holdsObjects() && stateBytes() > maxBytes / 2) {
      // What an object needs is known only once it has taken its row: row by row near the limit.
      for (int i = 0; i < count; i++) {
        addSifted(rows, groups, i, i + 1, fates);
      }
    } else {
      addSifted(rows, groups, 0, count, fates);
    }
  }

  /** Copies a segment's rows to {@link #positions}, without those that are late or failed. */
  private int sift(Rows rows, int from, int to, RowFates fates) {
    int[] selected = rows.selection().rows();
    long[] times = rows.eventTimesMicros();
    TimeGrid windows = grid;
    long lateBefore = closes() && windows != null ? windows.lateBefore(closedEnd) : Long.MIN_VALUE;
    int count = 0;
    int late = 0;
    if (!errors.any()) {
      for (int i = from; i < to; i++) {
        int row = selected[i];
        boolean isLate = times[row] < lateBefore;
        positions[count] = row;
        kept[count] = ids[i];
        lateRows[late] = row;
        count += isLate ? 0 : 1;
        late += isLate ? 1 : 0;
        if (late == lateRows.length) {
          break; // all rows are late, and this was the last
        }
      }
    } else {
      for (int i = from; i < to; i++) {
        int row = selected[i];
        if (times[row] < lateBefore) {
          lateRows[late++] = row;
        } else if (errors.failed(row)) {
          fates.quarantine(rows, row, errors.reason(row));
        } else {
          positions[count] = row;
          kept[count++] = ids[i];
        }
      }
    }
    if (late > 0) {
      fates.late(rows, lateRows, late);
    }
    return count;
  }

  private void addSifted(Rows rows, Groups groups, int from, int to, RowFates fates) {
    if (from == to) {
      return;
    }
    long[] times = rows.eventTimesMicros();
    int end = place(rows, groups, from, to, fates);
    if (end == from) {
      return;
    }
    changed = true;
    if (sorter.panes() == 1) {
      accumulate(times, sorter.pane(0), positions, targets, from, end);
    } else {
      sorter.sort(positions, targets, from, end);
      for (int pane = 0; pane < sorter.panes(); pane++) {
        accumulate(
            times,
            sorter.pane(pane),
            sorter.rows(),
            sorter.targets(),
            sorter.from(pane),
            sorter.to(pane));
      }
    }
    if (closes() && closedEnd != Long.MIN_VALUE) {
      for (int i = from; i < end; i++) {
        if (times[positions[i]] < closedEnd) {
          fates.partlyLate(rows, positions[i]);
        }
      }
    }
    fates.note(Fate.AGGREGATED, rows, positions, from, end);
  }

  private void accumulate(long[] times, Pane pane, int[] rows, int[] cellRows, int from, int to) {
    long before = pane.cells().variableBytes();
    aggregates.add(times, rows, cellRows, from, to, pane.cells());
    panes.account(pane.cells().variableBytes() - before);
    if (yields == Yield.CHANGES) {
      for (int i = from; i < to; i++) {
        pane.markChanged(cellRows[i]);
      }
    }
  }

  /**
   * Finds pane and target of each row; rows for which there is no room go. Gives the new end of
   * {@link #positions}.
   */
  private int place(Rows rows, Groups groups, int from, int to, RowFates fates) {
    sorter.begin(to);
    int end = from;
    int next = from;
    long[] times = rows.eventTimesMicros();
    boolean bounded = aggregates.holdsObjects();
    while (next < to) {
      long time = times[positions[next]];
      long start = grid == null ? 0 : grid.paneStart(time);
      long paneEnd = grid == null ? Long.MAX_VALUE : grid.paneEnd(start);
      Pane pane = panes.find(start);
      int ordinal = pane == null ? -1 : sorter.ordinal(pane);
      // A run of rows of one pane.
      do {
        int row = positions[next];
        int group = kept[next++];
        int target = pane == null || group < 0 ? -1 : pane.find(group);
        if (target < 0) {
          target = addGroup(start, row, group, groups);
          if (target >= 0 && pane == null) {
            pane = panes.get(start);
            ordinal = sorter.ordinal(pane);
          }
        } else if (bounded && stateBytes() > maxBytes) {
          target = -1;
        }
        if (target < 0) {
          fates.quarantine(rows, row, stateFull);
        } else {
          positions[end] = row;
          targets[end] = target;
          sorter.put(end, ordinal);
          end++;
        }
      } while (next < to && times[positions[next]] >= start && times[positions[next]] < paneEnd);
    }
    return end;
  }

  /** The row of a group that its pane did not hold, or -1 if there is no room for it. */
  private int addGroup(long start, int row, int found, Groups groups) {
    int group = found >= 0 ? found : groups.find(row);
    Pane pane = panes.find(start);
    if (group >= 0 && pane != null) {
      int target = pane.find(group);
      if (target >= 0) {
        return target;
      }
    }
    boolean live = group >= 0 && uses.isLive(group);
    long cost = panes.cost(pane == null) + (live ? 0 : GroupUse.cost(groups.extraBytes(row)));
    if (stateBytes() + cost > maxBytes) {
      return -1;
    }
    return panes.add(start, group >= 0 ? group : groups.add(row));
  }

  @Override
  public void advance(long watermarkMicros, WindowSink sink) {
    TimeGrid windows = grid;
    if (windows == null || yields == Yield.ALL) {
      return;
    }
    long newEnd = windows.lastEndUntil(watermarkMicros);
    if (newEnd <= closedEnd) {
      return;
    }
    long end = nextEnd(windows, closedEnd);
    while (end <= newEnd && !panes.isEmpty()) {
      combiner.window(panes, windows.windowStart(end), end, yields == Yield.CHANGES, sink);
      closedEnd = end;
      while (!panes.isEmpty() && windows.lastEndOf(panes.first().startMicros()) <= end) {
        panes.removeFirst();
      }
      end = nextEnd(windows, end);
    }
    closedEnd = newEnd;
  }

  /** The end of the first window behind an instant that has a pane; the greatest if none has. */
  private long nextEnd(TimeGrid windows, long after) {
    for (int i = 0; i < panes.size(); i++) {
      long start = panes.at(i).startMicros();
      if (windows.lastEndOf(start) > after) {
        return Math.max(windows.firstEndAfter(start), windows.firstEndAfter(after));
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public void due(WindowSink sink) {
    if (yields == Yield.FINAL) {
      return;
    }
    ensureGlobalGroup();
    boolean changes = yields == Yield.CHANGES;
    TimeGrid windows = grid;
    if (windows == null) {
      combiner.window(panes, Long.MIN_VALUE, Long.MAX_VALUE, changes, sink);
    } else {
      long end = nextEnd(windows, closedEnd);
      while (end != Long.MAX_VALUE) {
        combiner.window(panes, windows.windowStart(end), end, changes, sink);
        end = nextEnd(windows, end);
      }
    }
    panes.forgetChanges();
    changed = false;
  }

  /** SELECT count(*) of nothing is one row. */
  private void ensureGlobalGroup() {
    if (grid == null && yields == Yield.ALL && keys.size() == 0 && keys.hasNoColumns()) {
      panes.add(0, keys.addEmptyKey());
    }
  }

  @Override
  public boolean isDue() {
    return yields != Yield.FINAL && changed;
  }

  @Override
  public long stateBytes() {
    return panes.bytes();
  }

  @Override
  public long stateRows() {
    return panes.rows();
  }

  @Override
  public void snapshot(StateSink sink) {
    ByteSink buffer = sink.buffer();
    buffer.writeLong(closedEnd);
    buffer.writeByte(changed ? 1 : 0);
    buffer.writeInt(uses.live());
    buffer.writeInt(panes.size());
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
    for (int i = 0; i < panes.size(); i++) {
      snapshot(panes.at(i), numbers, sink);
    }
  }

  private void snapshot(Pane pane, int[] numbers, StateSink sink) {
    sink.buffer().writeLong(pane.startMicros());
    sink.buffer().writeInt(pane.size());
    sink.endEntry();
    for (int row = 0; row < pane.size(); row++) {
      sink.buffer().writeInt(numbers[pane.groupOf(row)]);
      sink.buffer().writeByte(pane.isChanged(row) ? 1 : 0);
      aggregates.write(pane.cells(), row, sink.buffer());
      sink.endEntry();
    }
  }

  @Override
  public void restore(StateSource source) {
    ByteBuffer header = source.nextEntry();
    closedEnd = header.getLong();
    changed = header.get() != 0;
    int[] groups = new int[header.getInt()];
    int paneCount = header.getInt();
    for (int i = 0; i < groups.length; i++) {
      groups[i] = keys.read(source.nextEntry());
    }
    for (int i = 0; i < paneCount; i++) {
      ByteBuffer entry = source.nextEntry();
      long start = entry.getLong();
      int size = entry.getInt();
      for (int row = 0; row < size; row++) {
        restoreRow(start, groups, source.nextEntry());
      }
    }
  }

  private void restoreRow(long start, int[] groups, ByteBuffer entry) {
    int row = panes.add(start, groups[entry.getInt()]);
    Pane pane = panes.get(start);
    if (entry.get() != 0) {
      pane.markChanged(row);
    }
    long before = pane.cells().variableBytes();
    aggregates.read(pane.cells(), row, entry);
    panes.account(pane.cells().variableBytes() - before);
  }
}
