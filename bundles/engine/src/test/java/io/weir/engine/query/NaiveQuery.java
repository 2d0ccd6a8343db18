package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.engine.plan.Plan;
import io.weir.operators.column.ValueOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The oracle: a fold over the events, record by record, that keeps every row and computes results
 * from scratch. Before a record comes, the watermark before it goes through all nodes that keep
 * something, deeper ones first.
 */
final class NaiveQuery {

  /** A way from an input or a node to a node. */
  private record Way(Object feed, boolean left, List<Plan> stages) {}

  /** A row of the result, with the watermark before it. */
  record Yielded(Object[] values, long time, long before) {}

  /** The end of all ways. */
  private final class Result extends NaiveNode {
    Result() {
      super(NaiveQuery.this);
    }

    @Override
    void take(boolean left, NaiveRow row, long watermark) {
      highest = pending.isEmpty() ? watermark : Math.max(highest, watermark);
      pending.add(new Yielded(row.values(), row.time(), highest));
      row.further(Fate.PASSED);
    }
  }

  private final QueryCase test;
  private final UnaryOperator<Object[]> shown;
  private final NaiveStages stages = new NaiveStages();
  private final List<NaiveNode> nodes = new ArrayList<>(); // deeper ones first
  private final List<List<Way>> ways = new ArrayList<>(); // of each node
  private final List<NaiveRow.Source> records = new ArrayList<>();
  private final boolean aggregates;
  private final List<Yielded> pending = new ArrayList<>();
  private final List<String> pendingFailures = new ArrayList<>();
  private final Outcome outcome = new Outcome();
  private long highest;
  private boolean partlyLate;
  private long yielded = Long.MIN_VALUE;

  NaiveQuery(QueryCase test) {
    this(test, values -> values);
  }

  /** An oracle that shows a part of a record among late and quarantined ones. */
  NaiveQuery(QueryCase test, UnaryOperator<Object[]> shown) {
    this.test = test;
    this.shown = shown;
    this.aggregates = Legality.resultOf(test.spec().plan()) != null;
    add(new Result(), ways(test.spec().plan(), true));
  }

  boolean maxWatermark() {
    return test.spec().maxWatermark();
  }

  private void add(NaiveNode node, List<Way> to) {
    nodes.add(node);
    ways.add(to);
    for (Way way : to) {
      node.feeds.put(way.feed(), Long.MIN_VALUE);
      if (way.feed() instanceof NaiveNode from) {
        from.connect(node, way.left(), way.stages());
      }
    }
  }

  private List<Way> ways(Plan plan, boolean left) {
    List<Way> all = new ArrayList<>();
    if (plan instanceof Plan.SourceScan scan) {
      all.add(new Way(scan.source(), left, List.of()));
    } else if (plan instanceof Plan.QueryScan scan) {
      all.add(new Way(scan.query(), left, List.of()));
    } else if (plan instanceof Plan.StreamJoin join) {
      List<Way> both = new ArrayList<>(ways(join.left(), true));
      both.addAll(ways(join.right(), false));
      NaiveNode node = new NaiveJoin(this, join);
      add(node, both);
      all.add(new Way(node, left, List.of()));
    } else if (Plans.keepsState(plan)) {
      List<Way> to = ways(plan.inputs().get(0), true);
      NaiveNode node = node(plan);
      add(node, to);
      all.add(new Way(node, left, List.of()));
    } else {
      for (Plan input : plan.inputs()) {
        for (Way way : ways(input, left)) {
          List<Plan> longer = new ArrayList<>(way.stages());
          longer.add(plan);
          all.add(new Way(way.feed(), left, longer));
        }
      }
    }
    return all;
  }

  private NaiveNode node(Plan plan) {
    if (plan instanceof Plan.Aggregate aggregate) {
      boolean isResult = aggregate.equals(Legality.resultOf(test.spec().plan()));
      return new NaiveAggregation(
          this, aggregate, isResult ? test.spec().mode() : OutputMode.APPEND);
    }
    if (plan instanceof Plan.KeyedState state) {
      return new NaiveKeyedState(this, state);
    }
    return new NaiveDeduplication(this, (Plan.Deduplicate) plan);
  }

  Outcome run() {
    test.events().forEach(this::take);
    return outcome();
  }

  /** Takes the next event; gives the rows that a trigger yields. */
  List<Yielded> take(QueryCase.Event event) {
    if (event instanceof QueryCase.Trigger trigger) {
      return trigger(trigger.now());
    } else if (event instanceof QueryCase.Arrival arrival) {
      accept(arrival);
    } else if (event instanceof QueryCase.Advance advance) {
      raise(advance.input(), advance.watermark());
    } else if (event instanceof QueryCase.Refresh refresh) {
      stages.load(refresh);
    }
    return List.of();
  }

  long watermark() {
    return nodes.get(nodes.size() - 1).watermark();
  }

  /** All that was seen so far, once. */
  Outcome outcome() {
    records.forEach(record -> outcome.fate(record.fate, 1));
    return outcome;
  }

  private void raise(String input, long watermark) {
    for (NaiveNode node : nodes) {
      if (node.feeds.containsKey(input)) {
        node.raise(input, watermark);
      }
    }
  }

  private void accept(QueryCase.Arrival arrival) {
    raise(arrival.input(), arrival.before());
    NaiveRow.Source record = new NaiveRow.Source();
    NaiveRow row = new NaiveRow(arrival.values(), arrival.time(), List.of(record), true);
    partlyLate = false;
    for (int i = 0; i < nodes.size(); i++) {
      for (Way way : ways.get(i)) {
        if (way.feed().equals(arrival.input())) {
          send(row, way.stages(), nodes.get(i), way.feed(), way.left(), arrival.before());
        }
      }
    }
    records.add(record);
    outcome.partlyLate += partlyLate ? 1 : 0;
    if (record.fate == Fate.LATE) {
      outcome.late.add(text(shown.apply(arrival.values())));
    } else if (record.fate == Fate.QUARANTINED) {
      outcome.quarantined.add(text(shown.apply(arrival.values())));
    }
    raise(arrival.input(), arrival.after());
  }

  /** Takes a row through what keeps nothing to a node. */
  void send(NaiveRow row, List<Plan> way, NaiveNode to, Object feed, boolean left, long watermark) {
    for (NaiveStages.Way end : stages.through(way, row.values(), row.time())) {
      if (end.row() != null) {
        to.accept(feed, left, row.with(end.row(), end.time()), watermark);
      } else if (end.fate() == Fate.QUARANTINED) {
        quarantine(row);
      } else {
        row.further(end.fate());
      }
    }
  }

  /** A row that fails when its record is not at hand is told as a failed result. */
  void quarantine(NaiveRow row) {
    row.further(Fate.QUARANTINED);
    if (!row.atHand()) {
      failedResult();
    }
  }

  void failedResult() {
    pendingFailures.add("a result");
  }

  void partlyLate() {
    partlyLate = true;
  }

  private List<Yielded> trigger(long now) {
    boolean due = false;
    for (NaiveNode node : nodes) {
      due |= node.due(now);
    }
    List<Yielded> rows =
        due && test.spec().plan() instanceof Plan.Sort sort ? sorted(sort) : pending;
    rows =
        rows.stream()
            .map(row -> aggregates ? new Yielded(row.values(), row.time(), yielded) : row)
            .toList();
    outcome.failedResults.addAll(pendingFailures);
    boolean replaces = test.spec().mode() == OutputMode.COMPLETE;
    if (!rows.isEmpty() || (due && replaces)) {
      outcome.output.add("rows, replaces %s, watermark after %d".formatted(replaces, watermark()));
      for (Yielded row : rows) {
        outcome.output.add(
            "%s at %d before %d".formatted(text(row.values()), row.time(), row.before()));
      }
    }
    pending.clear();
    pendingFailures.clear();
    yielded = watermark();
    return rows;
  }

  private List<Yielded> sorted(Plan.Sort sort) {
    List<Yielded> rows = new ArrayList<>();
    for (Yielded row : pending) {
      try {
        sort.keys().forEach(key -> NaiveExprs.value(key.expr(), row.values()));
        rows.add(row);
      } catch (NaiveExprs.Failure e) {
        failedResult();
      }
    }
    rows.sort((a, b) -> compare(sort, a.values(), b.values()));
    return rows.stream().skip(sort.offset()).limit(sort.limit()).toList();
  }

  private static int compare(Plan.Sort sort, Object[] a, Object[] b) {
    for (Plan.SortKey key : sort.keys()) {
      Object left = NaiveExprs.value(key.expr(), a);
      Object right = NaiveExprs.value(key.expr(), b);
      int compared;
      if (left == null || right == null) {
        compared = Boolean.compare(left != null, right != null) * (key.nullsFirst() ? 1 : -1);
      } else {
        compared = ValueOrder.of(key.expr().type()).compare(left, right);
        compared = key.descending() ? -compared : compared;
      }
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /** As text; bytes as numbers. */
  static String text(Object[] row) {
    return Arrays.stream(row).map(NaiveQuery::shown).toList().toString();
  }

  private static Object shown(Object value) {
    if (value instanceof byte[] bytes) {
      return "bytes" + Arrays.toString(bytes);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(NaiveQuery::shown).map(String::valueOf).toList();
    }
    if (value instanceof Map<?, ?> fields) {
      Map<Object, String> texts = new LinkedHashMap<>();
      fields.forEach((name, field) -> texts.put(name, String.valueOf(shown(field))));
      return texts;
    }
    return String.valueOf(value);
  }
}
