package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.operators.RowBatch;

/**
 * Takes what a query yields. Rows are read or copied before a call returns.
 *
 * <p>Thread: the one that calls the query.
 */
public interface QueryOutput {

  /**
   * Rows of the result.
   *
   * @param rows event time (window end minus 1 microsecond for an aggregation) and watermark as the
   *     next query needs them
   * @param replaces whether they are the beginning of a result that replaces everything before
   */
  void rows(RowBatch rows, boolean replaces);

  /**
   * Input rows that were late.
   *
   * @param input the batch that holds them
   * @param rows their positions
   * @param count how many
   */
  void late(Batch input, int[] rows, int count);

  /**
   * An input row that was quarantined.
   *
   * @param input the batch that holds it
   * @param row its position
   * @param reason one sentence
   */
  void quarantined(Batch input, int row, String reason);

  /**
   * A row of the result that could not be computed, such as a sum that overflows.
   *
   * @param description the group, for people
   * @param reason one sentence
   */
  void resultQuarantined(String description, String reason);
}
