package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
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
   * Narrows a selection to the rows where a condition is true: null, false and failed rows go.
   *
   * @param condition a boolean
   * @param batch the input
   * @param rows which rows to look at
   * @param errors receives the rows that fail
   * @return a selection of its own, or the one given if it keeps all of it
   */
  public static Selection filter(Kernel condition, Batch batch, Selection rows, RowErrors errors) {
    BooleanColumn column = (BooleanColumn) condition.evaluate(batch, rows, errors);
    boolean[] values = column.values();
    boolean[] nulls = column.nulls();
    int[] from = rows.rows();
    int count = rows.count();
    int[] kept = new int[count];
    int size = 0;
    if (nulls == null && !errors.any()) {
      for (int i = 0; i < count; i++) {
        kept[size] = from[i];
        size += values[from[i]] ? 1 : 0;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = from[i];
        if (values[row] && (nulls == null || !nulls[row]) && !errors.failed(row)) {
          kept[size++] = row;
        }
      }
    }
    return size == count ? rows : Selection.of(kept, size);
  }
}
