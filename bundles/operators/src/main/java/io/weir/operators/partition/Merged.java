package io.weir.operators.partition;

import io.weir.operators.RowFates;

/**
 * What partitions have yielded, and brings it into the order in which one operator would have.
 *
 * <p>Thread: the one that calls the query.
 */
public interface Merged {

  /**
   * Sends what the partitions have yielded since the last call a step further.
   *
   * @param fates receives the rows of records that leave the way
   */
  void flow(RowFates fates);

  /** Forgets what the partitions have yielded since then. */
  void forget();
}
