package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.operators.RowSink;
import io.weir.operators.Rows;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.expr.Selection;

/**
 * Sends rows made of groups on, and tells those that failed. The watermark before a final window's
 * rows is the last at which it was not final yet, wherever batches are cut.
 *
 * <p>Thread: the one that calls the query.
 */
final class GroupSender implements GroupSink {

  private final RowSink output;
  private final PendingRows pending; // takes the rows that fail
  private final int described; // how many columns tell a group

  GroupSender(RowSink output, PendingRows pending, int described) {
    this.output = output;
    this.pending = pending;
    this.described = described;
  }

  @Override
  public void groups(GroupRows rows) {
    send(rows.batch(), rows.times(), rows.errors());
  }

  /** Sends rows on; the errors are of those that have no result. */
  void send(Batch batch, long[] times, RowErrors errors) {
    Selection all = Selection.all(batch.size());
    Rows way = new Rows(batch, errors.without(all), times, times);
    if (errors.any()) {
      for (int i = 0; i < batch.size(); i++) {
        if (errors.failed(i)) {
          pending.fail(describe(batch, i), errors.reason(i));
        }
      }
    }
    output.rows(way, new ResultFates(pending, row -> describe(batch, row)));
  }

  private String describe(Batch results, int row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < described; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(results.schema().field(i).name())
          .append(' ')
          .append(results.column(i).value(row));
    }
    return described == 0 ? "the only group" : text.toString();
  }
}
