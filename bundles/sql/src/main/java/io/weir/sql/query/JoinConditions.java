package io.weir.sql.query;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.JoinKey;
import io.weir.engine.plan.Plan.StreamJoin;
import io.weir.engine.plan.Plan.StreamJoinKind;
import io.weir.engine.plan.Plan.TableJoin;
import io.weir.engine.plan.Plan.TableJoinKind;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Exprs;
import io.weir.sql.expression.Functions;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives inner joins what WHERE says of their pairs: to joins of streams, keys and bounds of time;
 * to joins with tables that have no keys, as those of a comma, keys.
 */
final class JoinConditions {

  private final Functions functions;
  private final EventTimes eventTimes;

  JoinConditions(Functions functions, EventTimes eventTimes) {
    this.functions = functions;
    this.eventTimes = eventTimes;
  }

  /** Rows, and the conditions that are left to ask of them. */
  private record Asked(Plan plan, List<Expr> rest) {}

  /** Whether a plan is of joins that take conditions. */
  static boolean areAwaited(Plan plan) {
    return (plan instanceof StreamJoin join && join.kind() == StreamJoinKind.INNER)
        || (plan instanceof TableJoin table
            && table.kind() == TableJoinKind.INNER
            && (table.keys().isEmpty() || areAwaited(table.input())));
  }

  /** The rows for which a condition is true. */
  Scope filtered(Scope scope, Expr condition) {
    List<Expr> conditions = new ArrayList<>();
    split(condition, conditions);
    if (!areAwaited(scope.plan())) {
      return scope.over(new Plan.Filter(scope.plan(), condition));
    }
    Asked asked = ask(scope.plan(), conditions);
    Plan plan = asked.plan();
    return scope.over(
        asked.rest().stream()
            .reduce(And::new)
            .<Plan>map(rest -> new Plan.Filter(plan, rest))
            .orElse(plan));
  }

  private static void split(Expr condition, List<Expr> conditions) {
    if (condition instanceof And and) {
      split(and.left(), conditions);
      split(and.right(), conditions);
    } else {
      conditions.add(condition);
    }
  }

  private Asked ask(Plan plan, List<Expr> conditions) {
    if (!areAwaited(plan)) {
      return new Asked(plan, conditions);
    }
    if (plan instanceof StreamJoin join) {
      Plan joined = StreamJoins.filtered(functions, eventTimes, join, conditions);
      List<Expr> rest = new ArrayList<>();
      if (joined instanceof Plan.Filter filter) {
        split(filter.condition(), rest);
        return new Asked(filter.input(), rest);
      }
      return new Asked(joined, rest);
    }
    TableJoin join = (TableJoin) plan;
    int width = join.input().schema().size();
    int end = width + join.tableSchema().size();
    List<JoinKey> keys = new ArrayList<>(join.keys());
    List<Expr> below = new ArrayList<>();
    List<Expr> rest = new ArrayList<>();
    for (Expr condition : conditions) {
      JoinKey key = join.keys().isEmpty() ? Equalities.key(condition, width, end) : null;
      if (key != null) {
        keys.add(key);
      } else if (Exprs.columns(condition).stream().allMatch(c -> c < width)) {
        below.add(condition);
      } else {
        rest.add(condition);
      }
    }
    Asked input = ask(join.input(), below);
    TableJoin joined =
        new TableJoin(
            input.plan(),
            join.table(),
            join.tableSchema(),
            join.kind(),
            keys,
            join.residual(),
            join.asOf());
    List<Expr> left = new ArrayList<>(conditions);
    left.removeIf(condition -> !rest.contains(condition) && !input.rest().contains(condition));
    return new Asked(joined, left);
  }
}
