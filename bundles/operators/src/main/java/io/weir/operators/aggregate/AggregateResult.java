package io.weir.operators.aggregate;

import io.weir.api.data.Column;
import io.weir.operators.expr.RowErrors;

/** Makes an aggregate's results of what accumulators hold. */
interface AggregateResult {

  /**
   * The results of rows.
   *
   * @param cells holds them
   * @param rows positions in it
   * @param from the first position in {@code rows}
   * @param count how many
   * @param errors receives positions 0 to count - 1 that have no result, with the reason
   * @return a column of {@code count} values
   */
  Column result(Cells cells, int[] rows, int from, int count, RowErrors errors);
}
