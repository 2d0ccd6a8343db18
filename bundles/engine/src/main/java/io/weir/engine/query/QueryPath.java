package io.weir.engine.query;

import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import io.weir.operators.Stage;
import java.util.List;

/**
 * A way of rows from a feed to a step.
 *
 * @param number which path of the step, in the order of the plan
 * @param stages in order
 * @param to the step
 * @param feed which of the step's feeds
 */
record QueryPath(int number, List<Stage> stages, Step to, int feed) {

  QueryPath {
    stages = List.copyOf(stages);
  }

  /** Takes rows all the way. */
  void take(Rows rows, RowFates fates) {
    pass(rows, fates);
    deliver(rows, fates);
  }

  /** Takes rows to the end of the path, not into the step. */
  void pass(Rows rows, RowFates fates) {
    for (Stage stage : stages) {
      if (rows.selection().isEmpty()) {
        return;
      }
      stage.apply(rows, fates);
    }
  }

  /** Takes rows that stand at the end of the path into the step. */
  void deliver(Rows rows, RowFates fates) {
    if (!rows.selection().isEmpty()) {
      to.accept(number, feed, rows, fates);
    }
  }

  /** Whether a record may make several rows on this way, as things stand. */
  boolean multiplies() {
    for (Stage stage : stages) {
      if (stage.multiplies()) {
        return true;
      }
    }
    return false;
  }
}
