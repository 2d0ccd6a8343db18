package io.weir.operators;

import io.weir.api.Fate;
import io.weir.api.data.BooleanColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/**
 * Keeps the rows for which a condition is true.
 *
 * <p>Thread: one at a time.
 */
public final class FilterStage implements Stage {

  private final Kernel condition;
  private final RowErrors errors = new RowErrors();
  private int[] kept = new int[0];
  private int[] dropped = new int[0];

  /**
   * A filter.
   *
   * @param condition a boolean
   */
  public FilterStage(Kernel condition) {
    this.condition = condition;
  }

  @Override
  public void apply(Rows rows, RowFates fates) {
    Selection selection = rows.selection();
    errors.clear();
    BooleanColumn column = (BooleanColumn) condition.evaluate(rows.batch(), selection, errors);
    boolean[] values = column.values();
    boolean[] nulls = column.nulls();
    int count = selection.count();
    int[] selected = selection.rows();
    if (kept.length < count) {
      kept = new int[count];
      dropped = new int[count];
    }
    int keptCount = 0;
    int droppedCount = 0;
    boolean anyError = errors.any();
    for (int i = 0; i < count; i++) {
      int row = selected[i];
      if (anyError && errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      } else if (values[row] && (nulls == null || !nulls[row])) {
        kept[keptCount++] = row;
      } else {
        dropped[droppedCount++] = row;
      }
    }
    if (droppedCount > 0) {
      fates.note(Fate.FILTERED, rows, dropped, 0, droppedCount);
    }
    if (keptCount < count) {
      rows.select(Selection.of(kept, keptCount));
    }
  }
}
