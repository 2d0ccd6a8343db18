package io.weir.operators.partition;

import java.util.Arrays;

/**
 * The rows of several partitions, each in order, in one order.
 *
 * <p>Thread: one at a time.
 */
public final class Interleaving {

  /** How rows of different partitions stand to each other. */
  @FunctionalInterface
  public interface Order {
    /**
     * Compares two rows.
     *
     * @param left a partition
     * @param leftRow a row of it
     * @param right another partition
     * @param rightRow a row of that
     * @return negative if the left one comes first, positive if the right one does
     */
    int compare(int left, int leftRow, int right, int rightRow);
  }

  private int[] partitions = new int[64];
  private int[] rows = new int[64];
  private int[] next = new int[0];
  private int count;

  /** Nothing. */
  public Interleaving() {}

  /**
   * Merges rows.
   *
   * @param counts for each partition the number of its rows
   * @param order of rows of different partitions; of equal ones the lower partition's is first
   */
  public void merge(int[] counts, Order order) {
    if (next.length != counts.length) {
      next = new int[counts.length];
    }
    Arrays.fill(next, 0);
    count = Arrays.stream(counts).sum();
    if (rows.length < count) {
      rows = new int[Math.max(count, rows.length * 2)];
      partitions = new int[rows.length];
    }
    for (int at = 0; at < count; at++) {
      int first = -1;
      for (int p = 0; p < counts.length; p++) {
        if (next[p] < counts[p]
            && (first < 0 || order.compare(p, next[p], first, next[first]) < 0)) {
          first = p;
        }
      }
      partitions[at] = first;
      rows[at] = next[first]++;
    }
  }

  /** How many rows. */
  public int count() {
    return count;
  }

  /**
   * The end of a run of rows of one partition.
   *
   * @param from its first position in the order
   * @return behind its last
   */
  public int runEnd(int from) {
    int end = from + 1;
    while (end < count && partitions[end] == partitions[from]) {
      end++;
    }
    return end;
  }

  /**
   * Where a row is from.
   *
   * @param at a position in the order
   * @return its partition
   */
  public int partition(int at) {
    return partitions[at];
  }

  /** Of each position in the order the row's place in its partition; may be longer. */
  public int[] rows() {
    return rows;
  }
}
