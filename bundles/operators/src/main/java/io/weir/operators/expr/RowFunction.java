package io.weir.operators.expr;

/** A function written for one row, for a {@link RowKernel}. */
@FunctionalInterface
public interface RowFunction {

  /**
   * Computes one row.
   *
   * @param in the arguments
   * @param out put the result, or a null, at its current row
   * @throws RowFailure if the row cannot be computed
   */
  void apply(Row in, ColumnWriter out);
}
