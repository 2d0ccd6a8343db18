package io.weir.engine.query;

import io.weir.engine.plan.Plan;
import io.weir.operators.KeyedOperator;
import io.weir.operators.Operator;
import io.weir.operators.StateBudget;
import io.weir.operators.Tasks;
import io.weir.operators.partition.Alone;
import io.weir.operators.partition.Merged;
import io.weir.operators.partition.Partitioned;
import io.weir.operators.partition.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Divides the operator of a query among the threads there are, where that is possible: a step that
 * reads another one, and an input that is read in two ways, want their rows record by record.
 */
final class Division {

  private final Tasks tasks;
  private final StateBudget budget;
  private final RecordFates fates;
  private final boolean possible;

  Division(Plan plan, Tasks tasks, StateBudget budget, RecordFates fates) {
    this.tasks = tasks;
    this.budget = budget;
    this.fates = fates;
    this.possible =
        tasks.threads() > 1
            && Plans.count(plan, Plans::keepsState) == 1
            && readsOnce(plan, new HashSet<>());
  }

  private static boolean readsOnce(Plan plan, Set<String> read) {
    if (plan instanceof Plan.SourceScan scan) {
      return read.add(scan.source());
    }
    if (plan instanceof Plan.QueryScan scan) {
      return read.add(scan.query());
    }
    return plan.inputs().stream().allMatch(input -> readsOnce(input, read));
  }

  /** Into how many partitions an operator with keys is divided. */
  int partitions() {
    return possible ? tasks.threads() : 1;
  }

  /** An operator that is not divided. */
  Operator whole(KeyedOperator operator) {
    return shared(new Alone(operator));
  }

  /** An operator in partitions, more than one. */
  Operator divided(List<Router> routersByPath, Merged yielded, Partitioned.Maker maker) {
    return shared(
        new Partitioned(
            new Partitioned.Setup(routersByPath, yielded, fates, fates, budget, tasks), maker));
  }

  private Operator shared(Operator operator) {
    budget.share(operator::stateBytes);
    return operator;
  }
}
