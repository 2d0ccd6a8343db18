package io.weir.operators.expr;

import io.weir.api.data.Batch;
import io.weir.api.data.BooleanColumn;
import io.weir.operators.function.FunctionCatalog;

/**
 * Narrows selections to the rows where a condition is true, over an array that is kept from batch
 * to batch.
 *
 * <p>Thread: one at a time.
 */
public final class Filter {

  private final Kernel condition;
  private int[] kept = new int[0];

  /**
   * A filter.
   *
   * @param condition a boolean
   */
  public Filter(Kernel condition) {
    this.condition = condition;
  }

  /**
   * Compiles a filter.
   *
   * @param condition a boolean
   * @param functions the catalog that resolved it
   * @return a filter for one thread at a time
   */
  public static Filter compile(Expr condition, FunctionCatalog functions) {
    return new Filter(Kernels.compile(condition, functions));
  }

  /**
   * Narrows a selection: null, false and failed rows go.
   *
   * @param batch the input
   * @param rows which rows to look at
   * @param errors receives the rows that fail
   * @return the selection given if it keeps all of it, else one that is valid until the next call
   */
  public Selection select(Batch batch, Selection rows, RowErrors errors) {
    BooleanColumn column = (BooleanColumn) condition.evaluate(batch, rows, errors);
    boolean[] values = column.values();
    boolean[] nulls = column.nulls();
    int[] from = rows.rows();
    int count = rows.count();
    if (kept.length < count) {
      kept = new int[Math.max(count, kept.length * 2)];
    }
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
