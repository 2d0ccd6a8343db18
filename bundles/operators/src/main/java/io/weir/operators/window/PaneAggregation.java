package io.weir.operators.window;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.operators.KeyedOperator.Ownership;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateBudget;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.aggregate.Cells;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;
import io.weir.operators.group.GroupUse;
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

  private static final int NOT_OWNED = -1;

  private final Aggregates aggregates;
  private final KeyTable keys;
  private final @Nullable TimeGrid grid;
  private final Yield yields;
  private final StateBudget budget;

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
  private int[] targets = new int[0];
  private int placed; // how many of both
  private boolean partlyLate; // whether any of them may be
  private int[] sifted = new int[0];
  private int[] siftedIds = new int[0];
  private int[] lateRows = new int[0];

  /**
   * Nothing accumulated.
   *
   * @param aggregates what to accumulate
   * @param keys the groups, empty
   * @param grid the windows; null for none
   * @param yields what is yielded when
   * @param budget that of the query
   * @param open the panes that those have who have other keys
   */
  public PaneAggregation(
      Aggregates aggregates,
      KeyTable keys,
      @Nullable TimeGrid grid,
      Yield yields,
      StateBudget budget,
      OpenPanes open) {
    this.aggregates = aggregates;
    this.keys = keys;
    this.grid = grid;
    this.yields = yields;
    this.budget = budget;
    this.uses = new GroupUse(keys);
    this.panes = new PaneStore(aggregates, keys, uses, open);
    this.combiner = new WindowCombiner(aggregates, keys);
    this.changed = grid == null && yields == Yield.ALL && keys.hasNoColumns();
  }

  private boolean closes() {
    return grid != null && yields != Yield.ALL;
  }

  @Override
  public void prepare(Rows rows, Groups groups) {
    uses.tidy();
    Selection selection = rows.selection();
    reserve(selection.count());
    errors.clear();
    groups.prepare(rows, ids, errors);
    aggregates.evaluate(rows.batch(), selection, errors);
  }

  @Override
  public long growth(Rows rows, Groups groups) {
    Selection selection = rows.selection();
    int[] counted = selection.rows();
    int count = selection.count();
    if (errors.any()) {
      Selection added = errors.without(selection);
      counted = added.rows();
      count = added.count();
    }
    long objects = aggregates.growth(counted, 0, count);
    long bytes = count * panes.mostCost();
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (!errors.failed(row) && (ids[i] < 0 || !uses.isLive(ids[i]))) {
        bytes += GroupUse.cost(groups.extraBytes(row));
      }
    }
    return bytes + objects < 0 ? Long.MAX_VALUE : bytes + objects;
  }

  @Override
  public void take(
      Rows rows, Groups groups, QueryWatermark watermark, RowFates fates, WindowSink sink) {
    Selection selection = rows.selection();
    int count = selection.count();
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
      sifted = new int[count];
      siftedIds = new int[count];
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
    int[] selected = rows.selection().rows();
    if (errors.any()) {
      int count = sift(rows, from, to, fates);
      addRows(rows, groups, sifted, siftedIds, 0, count, fates);
    } else {
      addRows(rows, groups, selected, ids, from, to, fates);
    }
  }

  /** Copies a segment's rows without those that failed; one that is late and failed is late. */
  private int sift(Rows rows, int from, int to, RowFates fates) {
    int[] selected = rows.selection().rows();
    long lateBefore = lateBefore();
    int count = 0;
    for (int i = from; i < to; i++) {
      int row = selected[i];
      if (errors.failed(row) && rows.eventTimesMicros()[row] >= lateBefore) {
        fates.quarantine(rows, row, errors.reason(row));
      } else {
        sifted[count] = row;
        siftedIds[count++] = ids[i];
      }
    }
    return count;
  }

  private long lateBefore() {
    TimeGrid windows = grid;
    return closes() && windows != null ? windows.lateBefore(closedEnd) : Long.MIN_VALUE;
  }

  private void addRows(
      Rows rows, Groups groups, int[] source, int[] sourceIds, int from, int to, RowFates fates) {
    if (aggregates.holdsObjects() && !fits(groups, source, from, to)) {
      // What an object needs is known only once it has taken its row: row by row near the limit.
      for (int i = from; i < to; i++) {
        place(rows, groups, source, sourceIds, i, i + 1, fates);
        addPlaced(rows, fates);
      }
    } else {
      place(rows, groups, source, sourceIds, from, to, fates);
      addPlaced(rows, fates);
    }
  }

  /**
   * Whether there is room for rows whatever they bring, so that the budget cannot end among them.
   */
  private boolean fits(Groups groups, int[] source, int from, int to) {
    long room = budget.room() - aggregates.growth(source, from, to);
    long rowCost = panes.mostCost();
    for (int i = from; i < to && room >= 0; i++) {
      room -= rowCost + GroupUse.cost(groups.extraBytes(source[i]));
    }
    return room >= 0;
  }

  private void addPlaced(Rows rows, RowFates fates) {
    if (placed == 0) {
      return;
    }
    long[] times = rows.eventTimesMicros();
    changed = true;
    if (sorter.panes() == 1) {
      accumulate(times, sorter.pane(0), positions, targets, 0, placed);
    } else {
      sorter.sort(positions, targets);
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
    if (partlyLate) {
      for (int i = 0; i < placed; i++) {
        if (times[positions[i]] < closedEnd) {
          fates.partlyLate(rows, positions[i]);
        }
      }
    }
    fates.note(Fate.AGGREGATED, rows, positions, 0, placed);
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

  /** Finds pane and target of each row; rows that are late or have no room go. */
  private void place(
      Rows rows, Groups groups, int[] source, int[] sourceIds, int from, int to, RowFates fates) {
    long[] times = rows.eventTimesMicros();
    long lateBefore = lateBefore();
    sorter.begin();
    placed = 0;
    partlyLate = false;
    int late = 0;
    int next = from;
    while (next < to) {
      int row = source[next];
      long time = times[row];
      if (time < lateBefore) {
        lateRows[late++] = row;
        next++;
        continue;
      }
      long start = grid == null ? 0 : grid.paneStart(time);
      long low = grid == null ? Long.MIN_VALUE : Math.max(start, lateBefore);
      long high = grid == null ? Long.MAX_VALUE : grid.paneEnd(start);
      partlyLate |= closes() && closedEnd > start;
      int before = placed;
      // A run of rows of one pane: the fast way for groups that it holds, one by one for others.
      do {
        Pane pane = panes.find(start);
        int known =
            pane == null || aggregates.holdsObjects()
                ? next
                : placeKnown(pane, times, low, high, source, sourceIds, next, to);
        if (known == next) {
          placeOne(rows, groups, start, source[next], sourceIds[next], fates);
          known++;
        }
        next = known;
      } while (next < to && times[source[next]] >= low && times[source[next]] < high);
      if (placed > before) {
        sorter.endRun(panes.get(start), placed);
      }
    }
    if (late > 0) {
      fates.late(rows, lateRows, late);
    }
  }

  /** Places rows until one is of another pane or of a group that the pane lacks; gives where. */
  private int placeKnown(
      Pane pane,
      long[] times,
      long low,
      long high,
      int[] source,
      int[] sourceIds,
      int from,
      int to) {
    int[] rowsByGroup = pane.rowsByGroup();
    int at = placed;
    int next = from;
    while (next < to) {
      int row = source[next];
      long time = times[row];
      int group = sourceIds[next];
      if (time < low || time >= high || group < 0 || group >= rowsByGroup.length) {
        break;
      }
      int target = rowsByGroup[group] - 1;
      if (target < 0) {
        break;
      }
      positions[at] = row;
      targets[at++] = target;
      next++;
    }
    placed = at;
    return next;
  }

  private void placeOne(Rows rows, Groups groups, long start, int row, int group, RowFates fates) {
    Pane pane = panes.find(start);
    int target = pane == null || group < 0 ? -1 : pane.find(group);
    if (target < 0) {
      target = addGroup(start, row, group, groups);
    } else if (!hasRoomToGrow()) {
      target = -1;
    }
    if (target < 0) {
      fates.quarantine(rows, row, budget.refusal());
    } else {
      positions[placed] = row;
      targets[placed++] = target;
    }
  }

  /** Whether a row may be added to a group that is there: objects may grow by it. */
  private boolean hasRoomToGrow() {
    return !aggregates.holdsObjects() || budget.room() >= 0;
  }

  /** The row of a group that its pane did not hold, or -1 if there is no room for it. */
  private int addGroup(long start, int row, int found, Groups groups) {
    int group = found >= 0 ? found : groups.find(row);
    Pane pane = panes.find(start);
    if (group >= 0 && pane != null) {
      int target = pane.find(group);
      if (target >= 0) {
        return hasRoomToGrow() ? target : -1;
      }
    }
    boolean live = group >= 0 && uses.isLive(group);
    long cost = panes.cost(pane, start) + (live ? 0 : GroupUse.cost(groups.extraBytes(row)));
    if (cost > budget.room()) {
      return -1;
    }
    return panes.add(start, group >= 0 ? group : groups.add(row));
  }

  @Override
  public boolean isDueAt(long watermarkMicros) {
    TimeGrid windows = grid;
    return windows != null && closes() && windows.lastEndUntil(watermarkMicros) > closedEnd;
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
  public void restore(StateSource source, Ownership ownership) {
    ByteBuffer header = source.nextEntry();
    closedEnd = header.getLong();
    boolean wasChanged = header.get() != 0;
    changed = wasChanged || (changed && !keys.hasNoColumns()); // the only group is there at first
    int[] groups = new int[header.getInt()];
    int paneCount = header.getInt();
    for (int i = 0; i < groups.length; i++) {
      int group = keys.read(source.nextEntry());
      groups[i] = ownership.owns(keys, group) ? group : NOT_OWNED;
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
    int group = groups[entry.getInt()];
    if (group == NOT_OWNED) {
      entry.get();
      Cells passed = aggregates.newCells();
      aggregates.read(passed, passed.add(), entry);
      return;
    }
    int row = panes.add(start, group);
    Pane pane = panes.get(start);
    if (entry.get() != 0) {
      pane.markChanged(row);
    }
    long before = pane.cells().variableBytes();
    aggregates.read(pane.cells(), row, entry);
    panes.account(pane.cells().variableBytes() - before);
  }
}
