package io.weir.engine.query;

import io.weir.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Plans that a failing case is shrunk to: with a node less, with less in a node. */
final class SmallerPlans {

  private SmallerPlans() {}

  /** The plan with one thing left out, nearer to the result first. */
  static List<Plan> of(Plan plan) {
    List<Plan> smaller = new ArrayList<>();
    if (plan instanceof Plan.Project project) {
      smaller.add(project.input());
    }
    if (plan instanceof Plan.Aggregate aggregate) {
      for (int i = 0; i < aggregate.aggregates().size(); i++) {
        smaller.add(
            new Plan.Aggregate(
                aggregate.input(),
                aggregate.window(),
                aggregate.keys(),
                without(aggregate.aggregates(), i)));
      }
      for (int i = 0; i < aggregate.keys().size(); i++) {
        smaller.add(
            new Plan.Aggregate(
                aggregate.input(),
                aggregate.window(),
                without(aggregate.keys(), i),
                aggregate.aggregates()));
      }
    }
    alike(plan, smaller, part -> part);
    return smaller;
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> fewer = new ArrayList<>(list);
    fewer.remove(index);
    return fewer;
  }

  /** Puts parts of equal columns in the place of each node. */
  private static void alike(Plan node, List<Plan> smaller, UnaryOperator<Plan> whole) {
    for (Plan part : below(node)) {
      if (part.schema().equals(node.schema())) {
        smaller.add(whole.apply(part));
      }
    }
    if (node instanceof Plan.TableJoin join && join.residual() != null) {
      smaller.add(
          whole.apply(
              new Plan.TableJoin(
                  join.input(),
                  join.table(),
                  join.tableSchema(),
                  join.kind(),
                  join.keys(),
                  null,
                  join.asOf())));
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      int index = i;
      alike(node.inputs().get(i), smaller, part -> whole.apply(with(node, index, part)));
    }
  }

  private static List<Plan> below(Plan node) {
    List<Plan> all = new ArrayList<>(node.inputs());
    node.inputs().forEach(input -> all.addAll(below(input)));
    return all;
  }

  /** The node over another input. */
  static Plan with(Plan node, int index, Plan input) {
    if (node instanceof Plan.Filter n) {
      return new Plan.Filter(input, n.condition());
    } else if (node instanceof Plan.Project n) {
      return new Plan.Project(input, n.columns());
    } else if (node instanceof Plan.TableJoin n) {
      return new Plan.TableJoin(
          input, n.table(), n.tableSchema(), n.kind(), n.keys(), n.residual(), n.asOf());
    } else if (node instanceof Plan.StreamJoin n) {
      return index == 0
          ? new Plan.StreamJoin(input, n.right(), n.kind(), n.keys(), n.bounds(), n.residual())
          : new Plan.StreamJoin(n.left(), input, n.kind(), n.keys(), n.bounds(), n.residual());
    } else if (node instanceof Plan.Deduplicate n) {
      return new Plan.Deduplicate(input, n.keys(), n.forgottenAfterMicros());
    } else if (node instanceof Plan.KeyedState n) {
      return new Plan.KeyedState(input, n.function(), n.timeout(), n.keys(), n.columns(), n.made());
    } else if (node instanceof Plan.EventTime n) {
      return new Plan.EventTime(input, n.time());
    } else if (node instanceof Plan.Aggregate n) {
      return new Plan.Aggregate(input, n.window(), n.keys(), n.aggregates());
    } else if (node instanceof Plan.Explode n) {
      return new Plan.Explode(input, n.array(), n.outer(), n.position(), n.element());
    } else if (node instanceof Plan.GroupingSets n) {
      return new Plan.GroupingSets(input, n.keys(), n.sets());
    } else if (node instanceof Plan.Sort n) {
      return new Plan.Sort(input, n.keys(), n.offset(), n.limit());
    } else if (node instanceof Plan.Union n) {
      List<Plan> inputs = new ArrayList<>(n.inputs());
      inputs.set(index, input);
      return new Plan.Union(inputs);
    }
    throw new IllegalArgumentException("reads nothing: " + node);
  }
}
