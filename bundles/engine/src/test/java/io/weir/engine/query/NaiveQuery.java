package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The oracle: a fold over the events, record by record, that keeps every row of every open window
 * and computes a result from scratch whenever it is due.
 */
final class NaiveQuery {

  /** A row on its way, or what became of it. */
  private record Way(Object[] row, Fate fate) {
    static Way gone(Fate fate) {
      return new Way(null, fate);
    }
  }

  /** A group of a window; without window start and end are both extremes. */
  private record Cell(long end, long start, List<Object> key) {}

  private final QueryCase test;
  private final Plan.Aggregate aggregate;
  private final Plan below;
  private final Deque<Plan> above = new ArrayDeque<>();
  private final Map<String, List<Object[]>> tables = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Long> watermarks = new LinkedHashMap<>();
  private final TreeMap<Cell, List<Object[]>> cells;
  private final TreeSet<Cell> changed;
  private final List<String> pending = new ArrayList<>();
  private final List<String> pendingFailures = new ArrayList<>();
  private final Outcome outcome = new Outcome();
  private long yielded = Long.MIN_VALUE;
  private boolean anyChange;

  NaiveQuery(QueryCase test, List<String> inputs) {
    this.test = test;
    Plan node = test.spec().plan();
    while (!(node instanceof Plan.Aggregate) && node.inputs().size() == 1) {
      above.push(node);
      node = node.inputs().get(0);
    }
    aggregate = node instanceof Plan.Aggregate found ? found : null;
    below = aggregate == null ? test.spec().plan() : aggregate.input();
    inputs.forEach(input -> watermarks.put(input, Long.MIN_VALUE));
    Comparator<Cell> order =
        Comparator.<Cell>comparingLong(Cell::end)
            .thenComparingLong(Cell::start)
            .thenComparing(Cell::key, keyOrder());
    cells = new TreeMap<>(order);
    changed = new TreeSet<>(order);
    anyChange = mode() == OutputMode.COMPLETE && isGlobal();
  }

  private boolean isGlobal() {
    return aggregate != null && aggregate.keys().isEmpty() && aggregate.window() == null;
  }

  private OutputMode mode() {
    return test.spec().mode();
  }

  private Comparator<List<Object>> keyOrder() {
    List<DataType> types =
        aggregate == null
            ? List.of()
            : aggregate.keys().stream().map(k -> k.expr().type()).toList();
    return (a, b) -> {
      for (int i = 0; i < types.size(); i++) {
        int compared = ValueOrder.of(types.get(i)).compare(a.get(i), b.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  Outcome run() {
    for (QueryCase.Event event : test.events()) {
      if (event instanceof QueryCase.Arrival arrival) {
        accept(arrival);
      } else if (event instanceof QueryCase.Advance advance) {
        watermarks.merge(advance.input(), advance.watermark(), Math::max);
        close(watermark());
      } else if (event instanceof QueryCase.Refresh refresh) {
        tables.put(refresh.table(), refresh.rows());
        versions.put(refresh.table(), refresh.version());
      } else {
        trigger(((QueryCase.Trigger) event).now());
      }
    }
    return outcome;
  }

  private long watermark() {
    return test.spec().maxWatermark()
        ? Collections.max(watermarks.values())
        : Collections.min(watermarks.values());
  }

  private void accept(QueryCase.Arrival arrival) {
    watermarks.merge(arrival.input(), arrival.before(), Math::max);
    long watermark = watermark();
    close(watermark);
    Fate furthest = null;
    boolean partly = false;
    for (Way way : eval(below, arrival)) {
      Fate fate = way.fate();
      if (way.row() != null) {
        if (aggregate == null) {
          fate = Fate.PASSED;
          pending.add(text(way.row()) + " at " + arrival.time() + " before " + watermark);
        } else {
          Fate[] added = {null};
          partly |= aggregate(way.row(), arrival.time(), watermark, added);
          fate = added[0];
        }
      }
      furthest = furthest == null || fate.compareTo(furthest) > 0 ? fate : furthest;
    }
    outcome.fate(furthest, 1);
    outcome.partlyLate += partly ? 1 : 0;
    if (furthest == Fate.LATE) {
      outcome.late.add(Arrays.toString(arrival.values()));
    } else if (furthest == Fate.QUARANTINED) {
      outcome.quarantined.add(Arrays.toString(arrival.values()));
    }
    watermarks.merge(arrival.input(), arrival.after(), Math::max);
    close(watermark());
  }

  private List<Way> eval(Plan plan, QueryCase.Arrival arrival) {
    if (plan instanceof Plan.SourceScan scan) {
      return scan.source().equals(arrival.input())
          ? List.of(new Way(arrival.values(), null))
          : List.of();
    }
    List<Way> result = new ArrayList<>();
    for (Plan input : plan.inputs()) {
      for (Way way : eval(input, arrival)) {
        if (way.row() == null) {
          result.add(way);
        } else {
          result.addAll(step(plan, way.row()));
        }
      }
    }
    return result;
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
      if (!equalKeys(join, row, partner)) {
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

  private static boolean equalKeys(Plan.TableJoin join, Object[] row, Object[] partner) {
    for (Plan.JoinKey key : join.keys()) {
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

  private static Object[] concat(Object[] a, Object[] b) {
    Object[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** Adds a row to its open windows; gives whether some of its windows were final. */
  private boolean aggregate(Object[] row, long time, long watermark, Fate[] fate) {
    List<long[]> windows = windowsOf(time, row);
    boolean bounded = aggregate.window() != null && mode() != OutputMode.COMPLETE;
    if (windows == null) {
      fate[0] = Fate.QUARANTINED;
      return false;
    }
    List<long[]> open =
        windows.stream().filter(window -> !bounded || window[1] > watermark).toList();
    if (open.isEmpty()) {
      fate[0] = Fate.LATE;
      return false;
    }
    List<Object> key = new ArrayList<>();
    Object[] arguments;
    try {
      for (Plan.NamedExpr expr : aggregate.keys()) {
        key.add(normal(NaiveExprs.value(expr.expr(), row)));
      }
      arguments =
          Stream.concat(
                  aggregate.aggregates().stream().map(named -> arguments(named.call(), row)),
                  Stream.of(time))
              .toArray();
    } catch (NaiveExprs.Failure e) {
      fate[0] = Fate.QUARANTINED;
      return false;
    }
    for (long[] window : open) {
      Cell cell = new Cell(window[1], window[0], key);
      if (aggregate.window() instanceof WindowSpec.Session) {
        cell = merge(cell);
      }
      cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(arguments);
      changed.add(cell);
    }
    anyChange = true;
    fate[0] = Fate.AGGREGATED;
    return open.size() < windows.size();
  }

  /** Merges the sessions that a new one overlaps or touches; gives the whole. */
  private Cell merge(Cell added) {
    List<Cell> touching =
        cells.keySet().stream()
            .filter(c -> keyOrder().compare(c.key(), added.key()) == 0)
            .filter(c -> c.start() <= added.end() && added.start() <= c.end())
            .sorted(Comparator.comparingLong(Cell::start))
            .toList();
    long start = added.start();
    long end = added.end();
    List<Object[]> rows = new ArrayList<>();
    for (Cell cell : touching) {
      start = Math.min(start, cell.start());
      end = Math.max(end, cell.end());
      rows.addAll(cells.remove(cell));
    }
    Cell whole = new Cell(end, start, added.key());
    cells.put(whole, rows);
    return whole;
  }

  private static Object normal(Object value) {
    if (value instanceof Double number) {
      return number == 0 ? (Object) 0.0 : number;
    }
    return value;
  }

  /** The arguments of an aggregate for a row, or null if the row does not count. */
  private static Object[] arguments(AggregateCall call, Object[] row) {
    Expr filter = call.filter();
    if (filter != null && !NaiveExprs.isTrue(filter, row)) {
      return null;
    }
    Object[] values = call.arguments().stream().map(a -> NaiveExprs.value(a, row)).toArray();
    boolean counts =
        NaiveAggregates.TAKE_NULLS.contains(call.name()) || !Arrays.asList(values).contains(null);
    return counts ? values : null;
  }

  /** The windows of a row; null for a session without a positive gap. */
  private List<long[]> windowsOf(long time, Object[] row) {
    if (aggregate.window() instanceof WindowSpec.Session session) {
      Long gap = (Long) NaiveExprs.value(session.gapMicros(), row);
      return gap == null || gap <= 0 ? null : List.of(new long[] {time, time + gap});
    }
    if (!(aggregate.window() instanceof WindowSpec.Fixed fixed)) {
      return List.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE});
    }
    List<long[]> windows = new ArrayList<>();
    long slide = fixed.slideMicros();
    long last = Math.floorDiv(time - fixed.offsetMicros(), slide) * slide + fixed.offsetMicros();
    for (long start = last; start > time - fixed.sizeMicros(); start -= slide) {
      windows.add(0, new long[] {start, start + fixed.sizeMicros()});
    }
    return windows;
  }

  private void close(long watermark) {
    if (aggregate == null || aggregate.window() == null || mode() == OutputMode.COMPLETE) {
      return;
    }
    while (!cells.isEmpty() && cells.firstKey().end() <= watermark) {
      Cell cell = cells.firstKey();
      if (mode() == OutputMode.APPEND || changed.contains(cell)) {
        emit(cell, cells.get(cell), 0);
      }
      cells.remove(cell);
      changed.remove(cell);
    }
  }

  private void emit(Cell cell, List<Object[]> rows, long now) {
    List<Object> values = new ArrayList<>();
    boolean windowed = aggregate.window() != null;
    if (windowed) {
      Map<String, Object> window = new LinkedHashMap<>();
      window.put("start", instant(cell.start()));
      window.put("end", instant(cell.end()));
      values.add(window);
    }
    values.addAll(cell.key());
    try {
      for (int i = 0; i < aggregate.aggregates().size(); i++) {
        values.add(result(aggregate.aggregates().get(i).call(), i, rows));
      }
      Object[] row = values.toArray();
      for (Plan plan : above) {
        if (plan instanceof Plan.Filter filter) {
          if (!NaiveExprs.isTrue(filter.condition(), row)) {
            return;
          }
        } else {
          row = project((Plan.Project) plan, row);
        }
      }
      pending.add(text(row) + " at " + (windowed ? cell.end() - 1 : now));
    } catch (NaiveExprs.Failure e) {
      pendingFailures.add("a result");
    }
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Object result(AggregateCall call, int index, List<Object[]> rows) {
    List<Object[]> counted =
        rows.stream()
            .sorted(Comparator.comparingLong(row -> (Long) row[row.length - 1]))
            .map(row -> (Object[]) row[index])
            .filter(Objects::nonNull)
            .toList();
    return NaiveAggregates.result(call, counted);
  }

  private void trigger(long now) {
    boolean due = anyChange && aggregate != null && mode() != OutputMode.APPEND;
    if (due) {
      if (mode() == OutputMode.COMPLETE && isGlobal() && cells.isEmpty()) {
        cells.put(new Cell(Long.MAX_VALUE, Long.MIN_VALUE, List.of()), new ArrayList<>());
      }
      for (Map.Entry<Cell, List<Object[]>> cell : cells.entrySet()) {
        if (mode() == OutputMode.COMPLETE || changed.contains(cell.getKey())) {
          emit(cell.getKey(), cell.getValue(), now);
        }
      }
      changed.clear();
      anyChange = false;
    }
    long present = watermark();
    outcome.failedResults.addAll(pendingFailures);
    if (!pending.isEmpty() || (due && mode() == OutputMode.COMPLETE)) {
      boolean replaces = mode() == OutputMode.COMPLETE;
      outcome.output.add("rows, replaces %s, watermark after %d".formatted(replaces, present));
      for (String row : pending) {
        outcome.output.add(aggregate == null ? row : row + " before " + yielded);
      }
    }
    pending.clear();
    pendingFailures.clear();
    yielded = present;
  }

  static String text(Object[] row) {
    return Arrays.toString(row);
  }
}
