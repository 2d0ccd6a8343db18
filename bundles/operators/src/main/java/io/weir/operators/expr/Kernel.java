package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;

/**
 * A compiled expression.
 *
 * <p>Thread: one at a time; kernels keep their arrays and caches from batch to batch.
 */
public interface Kernel {

  /**
   * Evaluates the expression at the selected rows.
   *
   * @param batch the input, of the schema that the expression was bound to
   * @param rows which rows; the others are not evaluated and cannot fail
   * @param errors receives the rows that fail, with their reasons; errors that are there already
   *     stay
   * @return aligned with the batch (same size and positions), of the expression's type; meaningful
   *     only at selected rows that did not fail; valid until the next call of this kernel, and not
   *     longer than the batch's own columns
   */
  Column evaluate(Batch batch, Selection rows, RowErrors errors);
}
