package io.weir.engine.query;

import io.weir.engine.plan.Plan;
import java.util.function.Predicate;

/** What the compiler asks of plans. */
final class Plans {

  private Plans() {}

  /** Whether a node keeps something from row to row. */
  static boolean keepsState(Plan plan) {
    return plan instanceof Plan.Aggregate
        || plan instanceof Plan.StreamJoin
        || plan instanceof Plan.Deduplicate
        || plan instanceof Plan.KeyedState;
  }

  /** The number of nodes of a kind in a plan. */
  static int count(Plan plan, Predicate<Plan> which) {
    int below = plan.inputs().stream().mapToInt(input -> count(input, which)).sum();
    return below + (which.test(plan) ? 1 : 0);
  }

  /** Whether there is such a node in a plan. */
  static boolean contains(Plan plan, Predicate<Plan> which) {
    return which.test(plan) || plan.inputs().stream().anyMatch(input -> contains(input, which));
  }
}
