package io.weir.operators.window;

import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.column.IntSorter;
import io.weir.operators.key.KeyTable;

/**
 * Makes a window of its panes, earlier ones first, and puts its groups into the order of their
 * keys.
 *
 * <p>Thread: one at a time.
 */
final class WindowCombiner {

  private final Aggregates aggregates;
  private final KeyTable keys;
  private final Pane combined;
  private int[] groups = new int[0];
  private int[] rows = new int[0];

  WindowCombiner(Aggregates aggregates, KeyTable keys) {
    this.aggregates = aggregates;
    this.keys = keys;
    this.combined = new Pane(aggregates.newCells());
  }

  /** Yields a window's groups, all or those that changed in one of its panes. */
  void window(PaneStore panes, long start, long end, boolean changes, WindowSink sink) {
    int from = panes.firstFrom(start);
    int to = end == Long.MAX_VALUE ? panes.size() : panes.firstFrom(end);
    if (from == to) {
      return;
    }
    if (to - from == 1) {
      Pane only = panes.at(from);
      emit(start, end, only, changes, sink);
      return;
    }
    combined.reset(start);
    if (changes) {
      combineChanges(panes, from, to);
    } else {
      for (int i = from; i < to; i++) {
        combine(panes.at(i));
      }
    }
    emit(start, end, combined, false, sink);
  }

  private void combine(Pane pane) {
    for (int row = 0; row < pane.size(); row++) {
      combine(pane, row);
    }
  }

  private void combine(Pane pane, int row) {
    int group = pane.groupOf(row);
    int target = combined.find(group);
    if (target < 0) {
      combined.cells().copy(combined.add(group, keys.bound()), pane.cells(), row);
    } else {
      aggregates.merge(combined.cells(), target, pane.cells(), row);
    }
  }

  private void combineChanges(PaneStore panes, int from, int to) {
    boolean[] wanted = new boolean[keys.bound()];
    for (int i = from; i < to; i++) {
      Pane pane = panes.at(i);
      for (int c = 0; c < pane.changedCount(); c++) {
        wanted[pane.groupOf(pane.changedRow(c))] = true;
      }
    }
    for (int i = from; i < to; i++) {
      Pane pane = panes.at(i);
      for (int row = 0; row < pane.size(); row++) {
        if (wanted[pane.groupOf(row)]) {
          combine(pane, row);
        }
      }
    }
  }

  private void emit(long start, long end, Pane pane, boolean changes, WindowSink sink) {
    int count = changes ? pane.changedCount() : pane.size();
    if (count == 0) {
      return;
    }
    if (groups.length < count) {
      groups = new int[Math.max(count, groups.length * 2)];
      rows = new int[groups.length];
    }
    if (!changes && count >= keys.size() / 4) {
      walkKeys(pane);
    } else {
      sortRows(pane, changes, count);
    }
    sink.window(start, end, groups, pane.cells(), rows, count);
  }

  private void walkKeys(Pane pane) {
    int size = 0;
    for (int group : keys.sorted()) {
      int row = pane.find(group);
      if (row >= 0) {
        groups[size] = group;
        rows[size++] = row;
      }
    }
  }

  private void sortRows(Pane pane, boolean changes, int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = changes ? pane.changedRow(i) : i;
    }
    IntSorter.sort(rows, count, (a, b) -> keys.compare(pane.groupOf(a), pane.groupOf(b)));
    for (int i = 0; i < count; i++) {
      groups[i] = pane.groupOf(rows[i]);
    }
  }
}
