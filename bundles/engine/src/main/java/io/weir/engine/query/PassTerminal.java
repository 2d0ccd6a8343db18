package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.expr.Selection;
import io.weir.operators.window.QueryWatermark;

/** Lets rows through as they come. */
final class PassTerminal implements Terminal {

  private final PendingRows pending;
  private long[] watermarks = new long[0];

  PassTerminal(PendingRows pending) {
    this.pending = pending;
  }

  @Override
  public void accept(int path, Rows rows, QueryWatermark watermark, RecordFates fates) {
    Selection selection = rows.selection();
    if (watermarks.length < rows.batch().size()) {
      watermarks = new long[rows.batch().size()];
    }
    for (int i = 0; i < selection.count(); i++) {
      int row = selection.row(i);
      watermarks[row] = watermark.at(rows.watermarksMicros()[row]);
    }
    Rows passed = new Rows(rows.batch(), selection, rows.eventTimesMicros(), watermarks);
    pending.append(passed);
    fates.note(Fate.PASSED, rows, selection.rows(), 0, selection.count());
  }

  @Override
  public void advance(long watermarkMicros) {}

  @Override
  public void due(long nowMicros) {}

  @Override
  public boolean isDue() {
    return false;
  }

  @Override
  public long stateBytes() {
    return 0;
  }

  @Override
  public long stateRows() {
    return 0;
  }

  @Override
  public void snapshot(StateSink sink) {}

  @Override
  public void restore(StateSource source) {}
}
