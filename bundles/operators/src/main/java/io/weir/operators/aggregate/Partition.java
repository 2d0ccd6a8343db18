package io.weir.operators.aggregate;

/**
 * The rows of a batch whose groups one thread adds to. A group is in one partition, and the rows of
 * a group keep their order: so each group comes out as if there were one thread.
 *
 * <p>Thread: one at a time, any.
 */
final class Partition {

  private final int number;
  private final int partitions;
  private final int neighbours;

  private int[] rows = new int[0];
  private int[] targets = new int[0];
  private int count;

  /**
   * No rows yet.
   *
   * @param number of this partition
   * @param partitions how many there are
   * @param neighbours how many groups side by side are in one
   */
  Partition(int number, int partitions, int neighbours) {
    this.number = number;
    this.partitions = partitions;
    this.neighbours = neighbours;
  }

  /** Picks the rows of this partition. */
  void pick(int[] allRows, int[] allTargets, int from, int to) {
    if (rows.length < to - from) {
      rows = new int[to - from];
      targets = new int[to - from];
    }
    int size = 0;
    for (int i = from; i < to; i++) {
      int target = allTargets[i];
      rows[size] = allRows[i];
      targets[size] = target;
      size += target / neighbours % partitions == number ? 1 : 0;
    }
    count = size;
  }

  /** Rows of the batch, in the journal's order. */
  int[] rows() {
    return rows;
  }

  /** Their rows of the cells. */
  int[] targets() {
    return targets;
  }

  /** How many. */
  int count() {
    return count;
  }
}
