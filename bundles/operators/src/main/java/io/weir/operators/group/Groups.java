package io.weir.operators.group;

import io.weir.operators.Rows;
import io.weir.operators.expr.RowErrors;

/**
 * Finds the group of each row. Each way of rows into an aggregation has its own.
 *
 * <p><b>The law.</b> {@link #prepare} is called once a batch; then the other methods, in any order,
 * for rows that did not fail. A group is only made by {@link #add}. One that the state budget does
 * not allow is not put to use: it is dormant, and goes with the next {@link GroupUse#tidy}.
 *
 * <p>Thread: one at a time.
 */
public interface Groups {

  /**
   * Evaluates the keys of the selected rows and finds those that are there.
   *
   * @param rows a batch
   * @param ids receives an id for each selected row, in the order of the selection; -1 for a key
   *     that is not there, unspecified where a row fails
   * @param errors receives the rows that fail
   */
  void prepare(Rows rows, int[] ids, RowErrors errors);

  /**
   * Finds one row's group, which may have been added since {@link #prepare}.
   *
   * @param row a row of the batch
   * @return its id, or -1
   */
  int find(int row);

  /**
   * Adds one row's group, or finds it if it is there.
   *
   * @param row a row of the batch
   * @return its id
   */
  int add(int row);

  /**
   * The memory that a key would take beyond the fixed.
   *
   * @param row a row of the batch
   * @return bytes
   */
  int extraBytes(int row);
}
