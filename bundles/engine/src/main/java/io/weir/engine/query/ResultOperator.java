package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.operators.Operator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.expr.Selection;
import io.weir.operators.window.QueryWatermark;

/** The end of every way: rows wait for the next trigger. */
final class ResultOperator implements Operator {

  private final PendingRows pending;
  private long[] watermarks = new long[0];

  ResultOperator(PendingRows pending) {
    this.pending = pending;
  }

  @Override
  public void accept(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    Selection selection = rows.selection();
    if (watermarks.length < rows.batch().size()) {
      watermarks = new long[rows.batch().size()];
    }
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      watermarks[row] = watermark.at(rows.watermarksMicros()[row]);
    }
    pending.append(rows, watermarks);
    fates.note(Fate.PASSED, rows, selection.rows(), 0, selection.count());
  }

  @Override
  public void advance(long watermarkMicros) {}

  @Override
  public long stateBytes() {
    return pending.bytes();
  }

  @Override
  public long stateRows() {
    return pending.size();
  }

  @Override
  public void snapshot(StateSink sink) {
    pending.snapshot(sink);
  }

  @Override
  public void restore(StateSource source) {
    pending.restore(source);
  }
}
