package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.engine.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The oracle: a fold over the events, record by record, that keeps every row and computes results
 * from scratch. Before a record comes, the watermark before it goes through all nodes that keep
 * something, deeper ones first.
 */
final class NaiveQuery {

  /** A way from an input or a node to a node. */
  private record Way(Object feed, boolean left, List<Plan> stages) {}

  /** The end of all ways. */
  private final class Result extends NaiveNode {
    Result() {
      super(NaiveQuery.this);
    }

    @Override
    void take(boolean left, NaiveRow row, long watermark) {
      highest = pending.isEmpty() ? watermark : Math.max(highest, watermark);
      pending.add(
          text(row.values()) + " at " + row.time() + (aggregates ? "" : " before " + highest));
      row.further(Fate.PASSED);
    }
  }

  private final QueryCase test;
  private final NaiveStages stages = new NaiveStages();
  private final List<NaiveNode> nodes = new ArrayList<>(); // deeper ones first
  private final List<List<Way>> ways = new ArrayList<>(); // of each node
  private final List<NaiveRow.Source> records = new ArrayList<>();
  private final boolean aggregates;
  private final List<String> pending = new ArrayList<>();
  private final List<String> pendingFailures = new ArrayList<>();
  private final Outcome outcome = new Outcome();
  private long highest;
  private boolean partlyLate;
  private long yielded = Long.MIN_VALUE;

  NaiveQuery(QueryCase test) {
    this.test = test;
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
    for (QueryCase.Event event : test.events()) {
      if (event instanceof QueryCase.Arrival arrival) {
        accept(arrival);
      } else if (event instanceof QueryCase.Advance advance) {
        raise(advance.input(), advance.watermark());
      } else if (event instanceof QueryCase.Refresh refresh) {
        stages.load(refresh);
      } else {
        trigger(((QueryCase.Trigger) event).now());
      }
    }
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
      outcome.late.add(Arrays.toString(arrival.values()));
    } else if (record.fate == Fate.QUARANTINED) {
      outcome.quarantined.add(Arrays.toString(arrival.values()));
    }
    raise(arrival.input(), arrival.after());
  }

  /** Takes a row through what keeps nothing to a node. */
  void send(NaiveRow row, List<Plan> way, NaiveNode to, Object feed, boolean left, long watermark) {
    for (NaiveStages.Way end : stages.through(way, row.values())) {
      if (end.row() != null) {
        to.accept(feed, left, row.with(end.row()), watermark);
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

  private void trigger(long now) {
    boolean due = false;
    for (NaiveNode node : nodes) {
      due |= node.due(now);
    }
    long present = nodes.get(nodes.size() - 1).watermark();
    outcome.failedResults.addAll(pendingFailures);
    boolean replaces = test.spec().mode() == OutputMode.COMPLETE;
    if (!pending.isEmpty() || (due && replaces)) {
      outcome.output.add("rows, replaces %s, watermark after %d".formatted(replaces, present));
      for (String row : pending) {
        outcome.output.add(aggregates ? row + " before " + yielded : row);
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
