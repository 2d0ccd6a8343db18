package io.weir.engine.query;

import io.weir.operators.Rows;
import io.weir.operators.expr.Selection;

/**
 * Rows that stand at the end of a path, delivered record by record. What keeps nothing has been
 * done for all of them at once.
 */
final class RecordCursor {

  private final QueryPath path;
  private final Rows rows;
  private final Selection all;
  private final int[] delivered;
  private int next;

  RecordCursor(QueryPath path, Rows rows, RecordFates fates) {
    this.path = path;
    this.rows = rows;
    path.pass(rows, fates);
    this.all = rows.selection();
    this.delivered = new int[all.count()];
  }

  /** Takes a record's rows into the step; records come in ascending order. */
  void deliver(int record, RecordFates fates) {
    int count = 0;
    while (next < all.count() && rows.origin(all.row(next)) == record) {
      delivered[count++] = all.row(next++);
    }
    path.deliver(rows.part(Selection.of(delivered, count)), fates);
  }
}
