package io.weir.operators.aggregate;

import java.util.function.IntPredicate;

/**
 * The rows that a lane adds, less those that do not count for it.
 *
 * <p>Thread: one at a time.
 */
final class LaneRows {

  private final AddedRows added = new AddedRows();
  private int[] keptRows = new int[0];
  private int[] keptTargets = new int[0];

  /** What the accumulators see. */
  AddedRows rows() {
    return added;
  }

  /** Takes all rows. */
  void takeAll(int[] rows, int[] targets, int from, int to) {
    added.rows = rows;
    added.targets = targets;
    added.from = from;
    added.to = to;
  }

  /** Takes those that count. */
  void take(IntPredicate counts, int[] rows, int[] targets, int from, int to) {
    if (keptRows.length < to - from) {
      keptRows = new int[Math.max(to - from, 64)];
      keptTargets = new int[keptRows.length];
    }
    int size = 0;
    for (int i = from; i < to; i++) {
      int row = rows[i];
      keptRows[size] = row;
      keptTargets[size] = targets[i];
      size += counts.test(row) ? 1 : 0;
    }
    takeAll(keptRows, keptTargets, 0, size);
  }
}
