package io.weir.engine.query;

import io.weir.operators.Stage;
import java.util.List;

/**
 * One way from an input to the end of a query.
 *
 * @param number which path, in the order of the plan
 * @param input whose rows go this way
 * @param stages in order
 */
record QueryPath(int number, int input, List<Stage> stages) {

  QueryPath {
    stages = List.copyOf(stages);
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
