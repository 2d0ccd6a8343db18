package io.weir.operators.window;

import java.util.Arrays;

/**
 * Puts the rows of a segment into the order of their panes, keeping the journal's order within
 * each.
 *
 * <p>Thread: one at a time.
 */
final class PaneSorter {

  private Pane[] panes = new Pane[0];
  private int count;
  private int last;
  private int[] ordinals = new int[0]; // by position
  private int[] ends = new int[1];
  private int[] rows = new int[0];
  private int[] targets = new int[0];

  /** Begins a segment whose positions are below {@code bound}. */
  void begin(int bound) {
    count = 0;
    last = 0;
    if (ordinals.length < bound) {
      ordinals = new int[bound];
      rows = new int[bound];
      targets = new int[bound];
    }
  }

  /** The number of a pane in this segment. */
  int ordinal(Pane pane) {
    if (last < count && panes[last] == pane) {
      return last;
    }
    for (int i = 0; i < count; i++) {
      if (panes[i] == pane) {
        last = i;
        return i;
      }
    }
    if (count == panes.length) {
      panes = Arrays.copyOf(panes, Math.max(4, count * 2));
    }
    panes[count] = pane;
    last = count;
    return count++;
  }

  void put(int position, int ordinal) {
    ordinals[position] = ordinal;
  }

  int panes() {
    return count;
  }

  Pane pane(int ordinal) {
    return panes[ordinal];
  }

  /** A counting sort of positions from (inclusive) to (exclusive). */
  void sort(int[] sourceRows, int[] sourceTargets, int from, int to) {
    if (ends.length < count + 1) {
      ends = new int[count * 2];
    }
    Arrays.fill(ends, 0, count + 1, 0);
    for (int i = from; i < to; i++) {
      ends[ordinals[i] + 1]++;
    }
    for (int i = 1; i <= count; i++) {
      ends[i] += ends[i - 1];
    }
    // Now ends[o] is where pane o begins; it becomes where it ends.
    for (int i = from; i < to; i++) {
      int at = ends[ordinals[i]]++;
      rows[at] = sourceRows[i];
      targets[at] = sourceTargets[i];
    }
  }

  int[] rows() {
    return rows;
  }

  int[] targets() {
    return targets;
  }

  int from(int ordinal) {
    return ordinal == 0 ? 0 : ends[ordinal - 1];
  }

  int to(int ordinal) {
    return ends[ordinal];
  }
}
