package io.weir.operators.partition;

import io.weir.operators.Rows;

/**
 * Tells which partition a row goes to: the one that has its key, by the key's values alone.
 *
 * <p>Thread: the one that calls the query.
 */
public interface Router {

  /**
   * Finds the partitions of the selected rows.
   *
   * @param rows a batch
   * @param partitions how many there are
   * @param numbers receives a number for each selected row, in the order of the selection; any for
   *     a row whose key fails
   */
  void route(Rows rows, int partitions, int[] numbers);

  /**
   * The partition of a key.
   *
   * @param hash of the key
   * @param partitions how many there are
   * @return its number
   */
  static int partition(int hash, int partitions) {
    return Math.floorMod(hash, partitions);
  }
}
