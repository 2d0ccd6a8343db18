package io.weir.operators;

/**
 * A step on the way of rows that keeps nothing from batch to batch.
 *
 * <p><b>The law.</b> One thread at a time, never blocking, no clock. What happens to a row depends
 * on that row and on the tables in force, not on its neighbours. A row that leaves the way is noted
 * at the fates, once; the order of the rows stays.
 */
public interface Stage {

  /**
   * Takes rows a step further.
   *
   * @param rows narrowed or exchanged in place
   * @param fates receives the rows that leave the way
   */
  void apply(Rows rows, RowFates fates);

  /** Whether one row may become several, as things stand. */
  default boolean multiplies() {
    return false;
  }
}
