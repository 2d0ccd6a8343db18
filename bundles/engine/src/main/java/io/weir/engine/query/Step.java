package io.weir.engine.query;

import io.weir.operators.Operator;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.StateSink;
import io.weir.operators.StateSource;
import io.weir.operators.expr.Selection;
import io.weir.operators.window.QueryWatermark;

/**
 * A step of a running query: an operator, the watermark of what it reads, and where its rows go.
 *
 * <p>Thread: the one that calls the query.
 */
final class Step {

  private final Operator operator;
  private final Feed output;
  private final QueryWatermark watermark;

  Step(Operator operator, Feed output, int feeds, boolean maxWatermark) {
    this.operator = operator;
    this.output = output;
    this.watermark = new QueryWatermark(feeds, maxWatermark);
  }

  Operator operator() {
    return operator;
  }

  QueryWatermark watermark() {
    return watermark;
  }

  /** Whether a record may make several rows behind the step; a group makes rows of no record. */
  boolean multiplies() {
    return !operator.yieldsGroups() && output.multiplies();
  }

  /**
   * Takes rows, at least one; the watermark of their feed has then reached that before the last.
   */
  void accept(int path, int feed, Rows rows, RowFates fates) {
    Selection selection = rows.selection();
    long last = rows.watermarksMicros()[selection.row(selection.count() - 1)];
    watermark.turnTo(feed);
    operator.accept(path, rows, watermark, fates);
    watermark.turnTo(feed);
    watermark.raise(last);
  }

  void raise(int feed, long watermarkMicros) {
    watermark.turnTo(feed);
    watermark.raise(watermarkMicros);
    long present = watermark.present();
    operator.advance(present);
    output.raise(operator.outputWatermark(present));
  }

  void snapshot(StateSink sink) {
    watermark.write(sink.buffer());
    sink.endEntry();
    operator.snapshot(sink);
  }

  void restore(StateSource source) {
    watermark.read(source.nextEntry());
    operator.restore(source);
  }
}
