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

  /** Whether there is such a node in a plan. */
  static boolean contains(Plan plan, Predicate<Plan> which) {
    return which.test(plan) || plan.inputs().stream().anyMatch(input -> contains(input, which));
  }
}
