package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.engine.plan.Plan;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The oracle's filters, projections and joins with tables: a row at a time. */
final class NaiveStages {

  /** Values on their way, or what became of them. */
  record Way(Object[] row, Fate fate) {
    static Way gone(Fate fate) {
      return new Way(null, fate);
    }
  }

  private final Map<String, List<Object[]>> tables = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();

  void load(QueryCase.Refresh refresh) {
    tables.put(refresh.table(), refresh.rows());
    versions.put(refresh.table(), refresh.version());
  }

  /** Takes values through nodes, the nearest first. */
  List<Way> through(List<Plan> nodes, Object[] values) {
    List<Way> ways = List.of(new Way(values, null));
    for (Plan node : nodes) {
      List<Way> next = new ArrayList<>();
      for (Way way : ways) {
        if (way.row() == null) {
          next.add(way);
        } else {
          next.addAll(step(node, way.row()));
        }
      }
      ways = next;
    }
    return ways;
  }

  private List<Way> step(Plan plan, Object[] row) {
    try {
      if (plan instanceof Plan.Filter filter) {
        return List.of(
            NaiveExprs.isTrue(filter.condition(), row)
                ? new Way(row, null)
                : Way.gone(Fate.FILTERED));
      }
      if (plan instanceof Plan.Project project) {
        return List.of(new Way(project(project, row), null));
      }
      if (plan instanceof Plan.TableJoin join) {
        return join(join, row);
      }
      if (plan instanceof Plan.Explode explode) {
        return explode(explode, row);
      }
      if (plan instanceof Plan.GroupingSets sets) {
        return sets(sets, row);
      }
      return List.of(new Way(row, null));
    } catch (NaiveExprs.Failure e) {
      return List.of(Way.gone(Fate.QUARANTINED));
    }
  }

  private static Object[] project(Plan.Project project, Object[] row) {
    return project.columns().stream().map(c -> NaiveExprs.value(c.expr(), row)).toArray();
  }

  private static List<Way> explode(Plan.Explode explode, Object[] row) {
    List<?> elements = (List<?>) NaiveExprs.value(explode.array(), row);
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      ways.add(new Way(concat(row, new Object[] {i, elements.get(i)}), null));
    }
    return ways;
  }

  private static List<Way> sets(Plan.GroupingSets sets, Object[] row) {
    Object[] keys = sets.keys().stream().map(k -> NaiveExprs.value(k.expr(), row)).toArray();
    List<Way> ways = new ArrayList<>();
    for (long set : sets.sets()) {
      Object[] some = keys.clone();
      for (int i = 0; i < some.length; i++) {
        some[i] = (set >> (some.length - 1 - i) & 1) == 1 ? null : some[i];
      }
      ways.add(new Way(concat(row, concat(some, new Object[] {set})), null));
    }
    return ways;
  }

  private List<Way> join(Plan.TableJoin join, Object[] row) {
    List<Way> ways = new ArrayList<>();
    boolean matched = false;
    boolean failed = false;
    for (Object[] partner : tables.getOrDefault(join.table(), List.of())) {
      if (!equalKeys(join.keys(), row, partner)) {
        continue;
      }
      Object[] pair = concat(row, partner);
      try {
        Expr residual = join.residual();
        if (residual != null && !NaiveExprs.isTrue(residual, pair)) {
          continue;
        }
        matched = true;
        ways.add(
            new Way(concat(pair, new Object[] {versions.getOrDefault(join.table(), 0L)}), null));
      } catch (NaiveExprs.Failure e) {
        failed = true;
      }
    }
    switch (join.kind()) {
      case INNER, LEFT -> {
        if (failed) {
          ways.add(Way.gone(Fate.QUARANTINED));
        } else if (!matched && join.kind() == Plan.TableJoinKind.LEFT) {
          Object[] nulls = new Object[join.tableSchema().size()];
          Object[] version = {versions.getOrDefault(join.table(), 0L)};
          ways.add(new Way(concat(concat(row, nulls), version), null));
        } else if (!matched) {
          ways.add(Way.gone(Fate.NO_MATCH));
        }
        return ways;
      }
      default -> {
        if (!matched && failed) {
          return List.of(Way.gone(Fate.QUARANTINED));
        }
        boolean semi = join.kind() == Plan.TableJoinKind.SEMI;
        return List.of(
            matched == semi
                ? new Way(row, null)
                : Way.gone(matched ? Fate.FILTERED : Fate.NO_MATCH));
      }
    }
  }

  static boolean equalKeys(List<Plan.JoinKey> keys, Object[] row, Object[] partner) {
    for (Plan.JoinKey key : keys) {
      Object left = NaiveExprs.value(key.left(), row);
      Object right = NaiveExprs.value(key.right(), partner);
      if (left == null || right == null) {
        if (!key.nullSafe() || left != right) {
          return false;
        }
      } else if (ValueOrder.of(key.left().type()).compare(left, right) != 0) {
        return false;
      }
    }
    return true;
  }

  static Object[] concat(Object[] a, Object[] b) {
    Object[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
