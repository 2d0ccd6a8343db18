package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.operators.column.Instants;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The oracle's filters, projections and joins with tables: a row at a time. */
final class NaiveStages {

  /** Values on their way, or what became of them. */
  record Way(Object[] row, long time, Fate fate) {
    static Way gone(Fate fate) {
      return new Way(null, 0, fate);
    }

    Way with(Object[] values) {
      return new Way(values, time, null);
    }
  }

  private final Map<String, List<Object[]>> tables = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();

  void load(QueryCase.Refresh refresh) {
    tables.put(refresh.table(), refresh.rows());
    versions.put(refresh.table(), refresh.version());
  }

  /** Takes values through nodes, the nearest first. */
  List<Way> through(List<Plan> nodes, Object[] values, long time) {
    List<Way> ways = List.of(new Way(values, time, null));
    for (Plan node : nodes) {
      List<Way> next = new ArrayList<>();
      for (Way way : ways) {
        if (way.row() == null) {
          next.add(way);
        } else {
          next.addAll(step(node, way));
        }
      }
      ways = next;
    }
    return ways;
  }

  private List<Way> step(Plan plan, Way way) {
    Object[] row = way.row();
    try {
      if (plan instanceof Plan.Filter filter) {
        return List.of(NaiveExprs.isTrue(filter.condition(), row) ? way : Way.gone(Fate.FILTERED));
      }
      if (plan instanceof Plan.EventTime retimed) {
        Instant time = (Instant) NaiveExprs.value(retimed.time(), row);
        return List.of(
            time == null ? Way.gone(Fate.QUARANTINED) : new Way(row, Instants.micros(time), null));
      }
      if (plan instanceof Plan.Project project) {
        return List.of(way.with(project(project, row)));
      }
      if (plan instanceof Plan.TableJoin join) {
        return join(join, way);
      }
      if (plan instanceof Plan.Explode explode) {
        return explode(explode, way);
      }
      if (plan instanceof Plan.GroupingSets sets) {
        return sets(sets, way);
      }
      return List.of(way);
    } catch (NaiveExprs.Failure e) {
      return List.of(Way.gone(Fate.QUARANTINED));
    }
  }

  private static Object[] project(Plan.Project project, Object[] row) {
    return project.columns().stream().map(c -> NaiveExprs.value(c.expr(), row)).toArray();
  }

  private static List<Way> explode(Plan.Explode explode, Way way) {
    List<?> elements = (List<?>) NaiveExprs.value(explode.array(), way.row());
    if (elements == null || elements.isEmpty()) {
      return List.of(
          explode.outer()
              ? way.with(concat(way.row(), new Object[] {null, null}))
              : Way.gone(Fate.FILTERED));
    }
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      ways.add(way.with(concat(way.row(), new Object[] {i, elements.get(i)})));
    }
    return ways;
  }

  private static List<Way> sets(Plan.GroupingSets sets, Way way) {
    Object[] row = way.row();
    Object[] keys = sets.keys().stream().map(k -> NaiveExprs.value(k.expr(), row)).toArray();
    List<Way> ways = new ArrayList<>();
    for (long set : sets.sets()) {
      Object[] some = keys.clone();
      for (int i = 0; i < some.length; i++) {
        some[i] = (set >> (some.length - 1 - i) & 1) == 1 ? null : some[i];
      }
      ways.add(way.with(concat(row, concat(some, new Object[] {set}))));
    }
    return ways;
  }

  private List<Way> join(Plan.TableJoin join, Way way) {
    Object[] row = way.row();
    List<Object[]> table = tables.getOrDefault(join.table(), List.of());
    List<Way> ways = new ArrayList<>();
    boolean matched = false;
    boolean failed = false;
    for (Object[] partner : table) {
      if (!equalKeys(join.keys(), row, partner) || !holds(join, row, partner, table)) {
        continue;
      }
      Object[] pair = concat(row, partner);
      try {
        Expr residual = join.residual();
        if (residual != null && !NaiveExprs.isTrue(residual, pair)) {
          continue;
        }
        matched = true;
        ways.add(way.with(concat(pair, new Object[] {versions.getOrDefault(join.table(), 0L)})));
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
          ways.add(way.with(concat(concat(row, nulls), version)));
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
        return List.of(matched == semi ? way : Way.gone(matched ? Fate.FILTERED : Fate.NO_MATCH));
      }
    }
  }

  /** Whether a row of a versioned table is the last of its key that began until the time. */
  private static boolean holds(
      Plan.TableJoin join, Object[] row, Object[] partner, List<Object[]> table) {
    Plan.AsOf asOf = join.asOf();
    if (asOf == null) {
      return true;
    }
    Instant time = (Instant) NaiveExprs.value(asOf.time(), row);
    Instant since = (Instant) partner[asOf.validFrom()];
    return time != null
        && since != null
        && !since.isAfter(time)
        && table.stream().noneMatch(other -> begins(join, other, partner, since, time));
  }

  private static boolean begins(
      Plan.TableJoin join, Object[] other, Object[] partner, Instant since, Instant time) {
    for (int column : join.asOf().key()) {
      DataType type = join.tableSchema().field(column).type();
      if (ValueOrder.of(type).compare(other[column], partner[column]) != 0) {
        return false;
      }
    }
    Instant from = (Instant) other[join.asOf().validFrom()];
    return from != null && from.isAfter(since) && !from.isAfter(time);
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
