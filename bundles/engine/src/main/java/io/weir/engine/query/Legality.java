package io.weir.engine.query;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.window.FixedGrid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which combinations of plan and output mode may run, and what to do instead of the others. */
final class Legality {

  private static final long MAX_PANES = 10_000;

  private Legality() {}

  /** Refuses what may not run; {@code aggregate} is the plan's aggregation, if it has one. */
  static void check(QuerySpec spec, Plan.@Nullable Aggregate aggregate) throws PlanException {
    if (aggregate == null) {
      if (spec.mode() == OutputMode.COMPLETE) {
        throw refused(
            spec,
            "`output: complete` needs an aggregation, and this query has none",
            "use `output: append`");
      }
      return;
    }
    if (contains(aggregate.input())) {
      throw refused(
          spec,
          "an aggregation of an aggregation cannot run in one query",
          "give the inner one a query of its own, with `output: append`, and read it by FROM");
    }
    WindowSpec window = aggregate.window();
    if (window == null) {
      if (spec.mode() == OutputMode.APPEND) {
        throw refused(
            spec,
            "an aggregation without a window is never final, so it cannot be `output: append`",
            "use `output: update` or `complete`, or group by window(…)");
      }
    } else if (window instanceof WindowSpec.Fixed fixed) {
      checkFixed(spec, fixed);
    } else if (window instanceof WindowSpec.Session session) {
      checkSession(spec, session);
    }
  }

  private static void checkFixed(QuerySpec spec, WindowSpec.Fixed fixed) throws PlanException {
    if (fixed.sizeMicros() <= 0 || fixed.slideMicros() <= 0) {
      throw refused(
          spec,
          "a window of %d µs that slides by %d µs has no length"
              .formatted(fixed.sizeMicros(), fixed.slideMicros()),
          "both must be positive");
    }
    if (fixed.slideMicros() > fixed.sizeMicros()) {
      throw refused(
          spec,
          "windows of %d µs that slide by %d µs would leave gaps"
              .formatted(fixed.sizeMicros(), fixed.slideMicros()),
          "make the slide at most the size");
    }
    long panes = FixedGrid.panes(fixed.sizeMicros(), fixed.slideMicros());
    if (panes > MAX_PANES) {
      throw refused(
          spec,
          "a window would be made of %,d panes, more than %,d".formatted(panes, MAX_PANES),
          "make the size a multiple of the slide, or the slide longer");
    }
  }

  private static void checkSession(QuerySpec spec, WindowSpec.Session session)
      throws PlanException {
    if (spec.mode() == OutputMode.UPDATE) {
      throw refused(
          spec,
          "sessions merge, so their rows cannot be updated one by one",
          "use `output: append` or `complete`");
    }
    if (session.gapMicros() instanceof Expr.Literal gap
        && (!(gap.value() instanceof Long micros) || micros <= 0)) {
      throw refused(spec, "a session's gap of %s is not positive".formatted(gap), "lengthen it");
    }
  }

  private static boolean contains(Plan plan) {
    if (plan instanceof Plan.Aggregate) {
      return true;
    }
    return inputs(plan).stream().anyMatch(Legality::contains);
  }

  /** The plans that a node reads. */
  static List<Plan> inputs(Plan plan) {
    if (plan instanceof Plan.Filter filter) {
      return List.of(filter.input());
    }
    if (plan instanceof Plan.Project project) {
      return List.of(project.input());
    }
    if (plan instanceof Plan.TableJoin join) {
      return List.of(join.input());
    }
    if (plan instanceof Plan.Aggregate aggregate) {
      return List.of(aggregate.input());
    }
    if (plan instanceof Plan.Union union) {
      return union.inputs();
    }
    return List.of();
  }

  /** Refuses an aggregation below a UNION. */
  static void checkUnions(QuerySpec spec, Plan plan) throws PlanException {
    if (plan instanceof Plan.Union && contains(plan)) {
      throw refused(
          spec,
          "a UNION ALL of aggregations cannot run in one query",
          "give each aggregation a query of its own, with `output: append`, and unite those");
    }
    for (Plan input : inputs(plan)) {
      checkUnions(spec, input);
    }
  }

  static PlanException refused(QuerySpec spec, String what, String instead) {
    return new PlanException("query %s: %s; %s".formatted(spec.name(), what, instead));
  }
}
