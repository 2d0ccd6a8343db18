package io.weir.operators.window;

import java.util.Arrays;

/**
 * Puts the rows of a segment into the order of their panes, keeping the journal's order within
 * each. Rows come in runs of one pane.
 *
 * <p>Thread: one at a time.
 */
final class PaneSorter {

  private Pane[] panes = new Pane[4];
  private int[] ends = new int[5];
  private int count;
  private int last;
  private int[] runEnds = new int[16];
  private int[] runPanes = new int[16];
  private int runs;
  private int[] rows = new int[0];
  private int[] targets = new int[0];

  /** Begins a segment. */
  void begin() {
    count = 0;
    last = 0;
    runs = 0;
  }

  /** Ends a run of rows of one pane. */
  void endRun(Pane pane, int end) {
    int ordinal = ordinal(pane);
    if (runs > 0 && runPanes[runs - 1] == ordinal) {
      runs--;
    }
    if (runs == runEnds.length) {
      runEnds = Arrays.copyOf(runEnds, runs * 2);
      runPanes = Arrays.copyOf(runPanes, runs * 2);
    }
    runEnds[runs] = end;
    runPanes[runs++] = ordinal;
  }

  private int ordinal(Pane pane) {
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
      panes = Arrays.copyOf(panes, count * 2);
      ends = new int[count * 2 + 1];
    }
    panes[count] = pane;
    last = count;
    return count++;
  }

  int panes() {
    return count;
  }

  Pane pane(int ordinal) {
    return panes[ordinal];
  }

  /** Copies the rows of all runs, those of one pane together. */
  void sort(int[] sourceRows, int[] sourceTargets) {
    int size = runEnds[runs - 1];
    if (rows.length < size) {
      rows = new int[size];
      targets = new int[size];
    }
    Arrays.fill(ends, 0, count + 1, 0);
    for (int run = 0; run < runs; run++) {
      ends[runPanes[run] + 1] += runEnds[run] - start(run);
    }
    for (int i = 1; i <= count; i++) {
      ends[i] += ends[i - 1];
    }
    // Now ends[o] is where pane o begins; it becomes where it ends.
    for (int run = 0; run < runs; run++) {
      int length = runEnds[run] - start(run);
      int at = ends[runPanes[run]];
      System.arraycopy(sourceRows, start(run), rows, at, length);
      System.arraycopy(sourceTargets, start(run), targets, at, length);
      ends[runPanes[run]] = at + length;
    }
  }

  private int start(int run) {
    return run == 0 ? 0 : runEnds[run - 1];
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
