package io.weir.engine.query;

import static io.weir.operators.expr.Exprs.children;

import io.weir.api.function.GroupStateType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.window.FixedGrid;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which combinations of plan and output mode may run, and what to do instead of the others. */
final class Legality {

  private static final long MAX_PANES = 10_000;
  private static final Set<String> MONTHS = Set.of("MONTH", "QUARTER", "YEAR");

  private Legality() {}

  /** Refuses what may not run. */
  static void check(QuerySpec spec) throws PlanException {
    Plan.Aggregate result = resultOf(spec.plan());
    if (result == null && spec.mode() == OutputMode.COMPLETE) {
      throw refused(
          spec,
          "`output: complete` needs an aggregation that yields the result, and this query has none",
          "use `output: append`");
    }
    checkSort(spec);
    check(spec, spec.plan(), result);
  }

  /** Refuses an order of rows that no one can know the last of. */
  private static void checkSort(QuerySpec spec) throws PlanException {
    if (spec.plan() instanceof Plan.Sort sort && spec.mode() != OutputMode.COMPLETE) {
      throw refused(
          spec,
          "%s needs the whole result, and `output: %s` gives it bit by bit"
              .formatted(
                  sort.keys().isEmpty() ? "LIMIT" : "ORDER BY",
                  spec.mode().name().toLowerCase(Locale.ROOT)),
          "use `output: complete` with an aggregation, or leave it out: the rows of windows leave in"
              + " the order of time");
    }
  }

  private static void check(QuerySpec spec, Plan plan, Plan.@Nullable Aggregate result)
      throws PlanException {
    if (plan instanceof Plan.Aggregate aggregate) {
      checkAggregate(spec, aggregate, aggregate.equals(result));
    } else if (plan instanceof Plan.StreamJoin join) {
      checkJoin(spec, join);
    } else if (plan instanceof Plan.KeyedState state
        && result == null
        && spec.mode() != OutputMode.APPEND) {
      throw refused(
          spec,
          "%s makes rows that no later row replaces, so it cannot be `output: %s`"
              .formatted(state.function(), spec.mode().name().toLowerCase(Locale.ROOT)),
          "use `output: append`");
    }
    for (Plan input : plan.inputs()) {
      check(spec, input, result);
    }
  }

  /**
   * The aggregation that yields the result, which the output mode is about. Others in the query
   * yield windows when they are final.
   */
  static Plan.@Nullable Aggregate resultOf(Plan plan) {
    Plan node = plan;
    while (!Plans.keepsState(node)) {
      List<Plan> inputs = node.inputs();
      if (inputs.size() != 1) {
        return null;
      }
      node = inputs.get(0);
    }
    return node instanceof Plan.Aggregate aggregate ? aggregate : null;
  }

  private static void checkAggregate(QuerySpec spec, Plan.Aggregate aggregate, boolean isResult)
      throws PlanException {
    WindowSpec window = aggregate.window();
    if (window == null) {
      if (!isResult) {
        throw refused(
            spec,
            "an aggregation without a window is never final, so nothing behind it in the same query"
                + " can read it",
            "group it by window(…)");
      }
      if (spec.mode() == OutputMode.APPEND) {
        throw refused(
            spec,
            "an aggregation without a window is never final, so it cannot be `output: append`",
            "use `output: update` or `complete`, or group by window(…)");
      }
    } else if (window instanceof WindowSpec.Fixed fixed) {
      checkFixed(spec, fixed);
    } else if (window instanceof WindowSpec.Session session) {
      checkSession(spec, session, isResult);
    }
  }

  /** Adds what may run, but keeps rows for ever or can find none. */
  static void warn(QuerySpec spec, Plan plan, List<String> warnings) {
    if (plan instanceof Plan.StreamJoin join && join.bounds().isEmpty()) {
      warnings.add(
          ("query %s: the join of two streams never finds a pair, for its bounds of the event times"
                  + " exclude each other; in a.ts BETWEEN x AND y the earlier time stands first")
              .formatted(spec.name()));
    }
    if (plan instanceof Plan.StreamJoin join
        && !(join.bounds().endsLeft() && join.bounds().endsRight())) {
      warnings.add(
          ("query %s: the join of two streams keeps rows for ever, for %s; beyond max-state records"
                  + " are quarantined; add a bound such as a.ts BETWEEN b.ts - INTERVAL 5 SECONDS"
                  + " AND b.ts + INTERVAL 10 SECONDS")
              .formatted(
                  spec.name(),
                  countsMonths(join)
                      ? "months and years, which its condition counts, have no fixed length and so"
                          + " bound nothing; 31 days would"
                      : "nothing bounds how far their event times are apart"));
    }
    if (plan instanceof Plan.Deduplicate deduplicate
        && deduplicate.forgottenAfterMicros() == null) {
      warnings.add(
          ("query %s: drop_duplicates keeps its keys for ever, for the event time is not among them;"
                  + " beyond max-state records are quarantined; add the event time, or write"
                  + " drop_duplicates_within_watermark(TABLE(r), …)")
              .formatted(spec.name()));
    }
    if (plan instanceof Plan.KeyedState state && state.timeout() == GroupStateType.Timeout.NONE) {
      warnings.add(
          ("query %s: %s has no timeouts, so a key that falls silent keeps its state for ever; beyond"
                  + " max-state records are quarantined; let its timeout() return EVENT_TIME or"
                  + " PROCESSING_TIME, or have it remove states itself and set max-state to what they"
                  + " need")
              .formatted(spec.name(), state.function()));
    }
    for (Plan input : plan.inputs()) {
      warn(spec, input, warnings);
    }
  }

  /** Without bounds no row can be said to have no partner. */
  private static void checkJoin(QuerySpec spec, Plan.StreamJoin join) throws PlanException {
    boolean left = join.kind().keepsLeft() && !join.bounds().endsLeft();
    boolean right = join.kind().keepsRight() && !join.bounds().endsRight();
    if (left || right) {
      throw refused(
          spec,
          "a %s JOIN of two streams yields rows without partner, and nothing says when a row of the"
                  .formatted(join.kind())
              + " %s side can have none any more".formatted(left ? "left" : "right")
              + (countsMonths(join)
                  ? ", for months and years have no fixed length and bound nothing"
                  : ""),
          "bound the event times from both sides, such as ON … AND b.ts BETWEEN a.ts - INTERVAL 5"
              + " SECONDS AND a.ts + INTERVAL 10 SECONDS");
    }
  }

  /** Whether what is left of the condition speaks of a time by months. */
  private static boolean countsMonths(Plan.StreamJoin join) {
    Expr residual = join.residual();
    return residual != null && countsMonths(residual);
  }

  private static boolean countsMonths(Expr expr) {
    return isInMonths(expr) || children(expr).stream().anyMatch(Legality::countsMonths);
  }

  private static boolean isInMonths(Expr expr) {
    return expr instanceof Expr.Call call
        && (call.name().equals("timestampadd") || call.name().equals("timestampdiff"))
        && call.arguments().get(0) instanceof Expr.Literal unit
        && MONTHS.contains(String.valueOf(unit.value()).toUpperCase(Locale.ROOT));
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

  private static void checkSession(QuerySpec spec, WindowSpec.Session session, boolean isResult)
      throws PlanException {
    if (isResult && spec.mode() == OutputMode.UPDATE) {
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

  static PlanException refused(QuerySpec spec, String what, String instead) {
    return new PlanException("query %s: %s; %s".formatted(spec.name(), what, instead));
  }
}
