package io.weir.operators;

import io.weir.api.Fate;

/**
 * Takes note of what became of rows. A row that leaves a query's way is noted once; one that no
 * stage notes is still on the way.
 *
 * <p>Thread: the one that calls the operator.
 */
public interface RowFates {

  /**
   * Whether the rows are made of records, whose origin they tell; those of an aggregation are not.
   */
  default boolean ofRecords() {
    return true;
  }

  /** Whether {@link #note} looks at positions; else only their number counts. */
  boolean needsPositions();

  /**
   * Notes a fate of many rows; late and quarantined rows have methods of their own.
   *
   * @param fate what became of them
   * @param rows holds them
   * @param positions rows of the batch; unspecified unless {@link #needsPositions}
   * @param from the first position in {@code positions}
   * @param to behind the last
   */
  void note(Fate fate, Rows rows, int[] positions, int from, int to);

  /**
   * Notes rows that are late.
   *
   * @param rows holds them
   * @param positions rows of the batch
   * @param count how many
   */
  void late(Rows rows, int[] positions, int count);

  /**
   * Notes that a row was added to open windows while others of its windows were final.
   *
   * @param rows holds it
   * @param position a row of the batch
   */
  void partlyLate(Rows rows, int position);

  /**
   * Notes a row that failed.
   *
   * @param rows holds it
   * @param position a row of the batch
   * @param reason for people
   */
  void quarantine(Rows rows, int position, String reason);
}
