package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.operators.function.FunctionCatalog;

/** Compiles expressions into loops over columns. */
public final class Kernels {

  private Kernels() {}

  /**
   * Compiles an expression.
   *
   * @param expr as the catalog resolved it
   * @param functions the catalog that resolved it
   * @return a kernel for one thread at a time
   * @throws IllegalArgumentException if the expression names a function that the catalog lacks
   */
  public static Kernel compile(Expr expr, FunctionCatalog functions) {
    return new Compiler(functions).compile(expr);
  }

  /**
   * Narrows a selection to the rows where a condition is true: null, false and failed rows go. A
   * {@link Filter} does the same without a new array a batch.
   *
   * @param condition a boolean
   * @param batch the input
   * @param rows which rows to look at
   * @param errors receives the rows that fail
   * @return a selection of its own, or the one given if it keeps all of it
   */
  public static Selection filter(Kernel condition, Batch batch, Selection rows, RowErrors errors) {
    return new Filter(condition).select(batch, rows, errors);
  }
}
