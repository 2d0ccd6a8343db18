package io.weir.operators.window;

import io.weir.operators.aggregate.Cells;
import java.util.Arrays;

/**
 * The groups of one pane, packed: row i of the cells belongs to group {@code groupOf(i)}. The way
 * from a group to its row is an open-addressing index while groups are few, and an array by group
 * once that is no larger.
 *
 * <p>Thread: one at a time.
 */
final class Pane {

  private static final int INITIAL_INDEX = 32;
  private static final int[] NOTHING = new int[0];

  private long startMicros;
  private final Cells cells;
  private int[] groups = new int[16];
  private int[] index = new int[INITIAL_INDEX]; // row + 1; 0 is free
  private boolean dense;

  // Rows changed since the last trigger, kept in update mode only.
  private boolean[] changed = new boolean[0];
  private int[] changedRows = new int[0];
  private int changedCount;

  Pane(Cells cells) {
    this.cells = cells;
  }

  long startMicros() {
    return startMicros;
  }

  Cells cells() {
    return cells;
  }

  int size() {
    return cells.size();
  }

  int groupOf(int row) {
    return groups[row];
  }

  /** By group the row + 1, 0 for none; empty while the index is another. May be short. */
  int[] rowsByGroup() {
    return dense ? index : NOTHING;
  }

  /** The row of a group, or -1. */
  int find(int group) {
    if (dense) {
      return group < index.length ? index[group] - 1 : -1;
    }
    int mask = index.length - 1;
    int slot = spread(group) & mask;
    while (true) {
      int row = index[slot] - 1;
      if (row < 0 || groups[row] == group) {
        return row;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Adds a group that is not there; every group is below {@code bound}. */
  int add(int group, int bound) {
    int row = cells.add();
    if (row == groups.length) {
      groups = Arrays.copyOf(groups, row * 2);
    }
    groups[row] = group;
    if (!dense && (row + 1) * 2 > index.length) {
      grow(bound);
    }
    if (dense && group >= index.length) {
      index = Arrays.copyOf(index, Math.max(group + 1, Math.max(bound, index.length * 3 / 2)));
    }
    put(row);
    return row;
  }

  private void grow(int bound) {
    int length = index.length * 2;
    dense = length >= bound;
    index = new int[dense ? bound : length];
    for (int row = 0; row < cells.size() - 1; row++) {
      put(row);
    }
  }

  private void put(int row) {
    if (dense) {
      index[groups[row]] = row + 1;
      return;
    }
    int mask = index.length - 1;
    int slot = spread(groups[row]) & mask;
    while (index[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    index[slot] = row + 1;
  }

  private static int spread(int group) {
    int mixed = group * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  /** Makes the pane empty, for another time. */
  void reset(long newStartMicros) {
    startMicros = newStartMicros;
    if (dense || index.length > 64 * (cells.size() + 1)) {
      for (int row = 0; dense && row < cells.size(); row++) {
        index[groups[row]] = 0;
      }
      if (!dense) {
        index = new int[INITIAL_INDEX];
      }
    } else {
      Arrays.fill(index, 0);
    }
    forgetChanges();
    cells.clear();
  }

  void markChanged(int row) {
    if (row >= changed.length) {
      changed = Arrays.copyOf(changed, Math.max(row + 1, groups.length));
    }
    if (changed[row]) {
      return;
    }
    changed[row] = true;
    if (changedCount == changedRows.length) {
      changedRows = Arrays.copyOf(changedRows, Math.max(16, changedCount * 2));
    }
    changedRows[changedCount++] = row;
  }

  boolean isChanged(int row) {
    return row < changed.length && changed[row];
  }

  int changedCount() {
    return changedCount;
  }

  int changedRow(int i) {
    return changedRows[i];
  }

  void forgetChanges() {
    for (int i = 0; i < changedCount; i++) {
      changed[changedRows[i]] = false;
    }
    changedCount = 0;
  }

  long bytes() {
    return cells.bytes() + 4L * (groups.length + index.length);
  }
}
