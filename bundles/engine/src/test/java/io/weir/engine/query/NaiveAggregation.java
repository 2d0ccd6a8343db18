package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.column.Instants;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The oracle's aggregation: keeps every row of every open window. */
final class NaiveAggregation extends NaiveNode {

  /** A group of a window; without window start and end are both extremes. */
  private record Cell(long end, long start, List<Object> key) {}

  private final Plan.Aggregate aggregate;
  private final OutputMode mode;
  private final TreeMap<Cell, List<Object[]>> cells;
  private final TreeSet<Cell> changed;
  private boolean anyChange;

  NaiveAggregation(NaiveQuery query, Plan.Aggregate aggregate, OutputMode mode) {
    super(query);
    this.aggregate = aggregate;
    this.mode = mode;
    Comparator<Cell> order =
        Comparator.<Cell>comparingLong(Cell::end)
            .thenComparingLong(Cell::start)
            .thenComparing(Cell::key, keyOrder());
    cells = new TreeMap<>(order);
    changed = new TreeSet<>(order);
    anyChange = mode == OutputMode.COMPLETE && isGlobal();
  }

  private boolean isGlobal() {
    return aggregate.keys().isEmpty() && aggregate.window() == null;
  }

  private Comparator<List<Object>> keyOrder() {
    List<DataType> types = aggregate.keys().stream().map(k -> k.expr().type()).toList();
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

  @Override
  void take(boolean left, NaiveRow row, long watermark) {
    List<long[]> windows = windowsOf(row.time(), row.values());
    boolean bounded = aggregate.window() != null && mode != OutputMode.COMPLETE;
    if (windows == null) {
      query.quarantine(row);
      return;
    }
    List<long[]> open =
        windows.stream().filter(window -> !bounded || window[1] > watermark).toList();
    if (open.isEmpty()) {
      row.further(Fate.LATE);
      return;
    }
    List<Object> key = new ArrayList<>();
    Object[] arguments;
    try {
      for (Plan.NamedExpr expr : aggregate.keys()) {
        key.add(normal(NaiveExprs.value(expr.expr(), row.values())));
      }
      arguments =
          Stream.concat(
                  aggregate.aggregates().stream()
                      .map(named -> arguments(named.call(), row.values())),
                  Stream.of(row.time()))
              .toArray();
    } catch (NaiveExprs.Failure e) {
      query.quarantine(row);
      return;
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
    row.further(Fate.AGGREGATED);
    if (open.size() < windows.size() && row.atHand()) {
      query.partlyLate();
    }
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
    return NaiveAggregates.canonical(value);
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
    if (counts && call.name().equals("percentile") && values.length > 1 && (Long) values[1] < 0) {
      throw new NaiveExprs.Failure("a negative frequency");
    }
    return counts ? values : null;
  }

  /** The windows of a row; null for a session without a positive gap. */
  private List<long[]> windowsOf(long time, Object[] row) {
    if (aggregate.window() instanceof WindowSpec.Session session) {
      Long gap = (Long) NaiveExprs.value(session.gapMicros(), row);
      return gap == null || gap <= 0 ? null : List.of(new long[] {time, time + gap});
    }
    if (aggregate.window() instanceof WindowSpec.Calendar calendar) {
      return List.of(day(calendar, time));
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

  private static long[] day(WindowSpec.Calendar calendar, long time) {
    LocalDate start = instant(time).atZone(calendar.zone()).toLocalDate();
    LocalDate end;
    switch (calendar.unit()) {
      case DAY -> end = start.plusDays(1);
      case WEEK -> {
        start = start.minusDays(start.getDayOfWeek().getValue() - 1);
        end = start.plusWeeks(1);
      }
      default -> {
        start = start.minusDays(start.getDayOfMonth() - 1);
        end = start.plusMonths(1);
      }
    }
    return new long[] {
      Instants.micros(start.atStartOfDay(calendar.zone()).toInstant()),
      Instants.micros(end.atStartOfDay(calendar.zone()).toInstant())
    };
  }

  @Override
  void advance(long watermark) {
    if (aggregate.window() == null || mode == OutputMode.COMPLETE) {
      return;
    }
    while (!cells.isEmpty() && cells.firstKey().end() <= watermark) {
      Cell cell = cells.firstKey();
      if (mode == OutputMode.APPEND || changed.contains(cell)) {
        result(cell, cells.get(cell), 0);
      }
      cells.remove(cell);
      changed.remove(cell);
    }
  }

  @Override
  boolean due(long now) {
    if (!anyChange || mode == OutputMode.APPEND) {
      return false;
    }
    if (mode == OutputMode.COMPLETE && isGlobal() && cells.isEmpty()) {
      cells.put(new Cell(Long.MAX_VALUE, Long.MIN_VALUE, List.of()), new ArrayList<>());
    }
    for (Map.Entry<Cell, List<Object[]>> cell : cells.entrySet()) {
      if (mode == OutputMode.COMPLETE || changed.contains(cell.getKey())) {
        result(cell.getKey(), cell.getValue(), now);
      }
    }
    changed.clear();
    anyChange = false;
    return true;
  }

  private void result(Cell cell, List<Object[]> rows, long now) {
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
    } catch (NaiveExprs.Failure e) {
      query.failedResult();
      return;
    }
    long time = windowed ? cell.end() - 1 : now;
    emit(new NaiveRow(values.toArray(), time, List.of(), false), time);
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
}
