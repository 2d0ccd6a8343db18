package io.weir.operators;

import io.weir.api.data.LongColumn;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/**
 * Gives rows another event time. A row for which it is null is quarantined.
 *
 * <p>Thread: one at a time.
 */
public final class EventTimeStage implements Stage {

  private final Kernel time;
  private final RowErrors errors = new RowErrors();

  /**
   * Another event time.
   *
   * @param time a timestamp
   */
  public EventTimeStage(Kernel time) {
    this.time = time;
  }

  @Override
  public void apply(Rows rows, RowFates fates) {
    Selection selection = rows.selection();
    errors.clear();
    LongColumn times = (LongColumn) time.evaluate(rows.batch(), selection, errors);
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      if (!errors.failed(row) && times.isNull(row)) {
        errors.raise(row, "the event time of the row is null");
      }
      if (errors.failed(row)) {
        fates.quarantine(rows, row, errors.reason(row));
      }
    }
    rows.select(errors.without(selection));
    rows.retime(times.values());
  }
}
