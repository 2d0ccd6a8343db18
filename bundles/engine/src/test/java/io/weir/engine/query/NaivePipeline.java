package io.weir.engine.query;

import io.weir.engine.plan.Plan;
import io.weir.operators.column.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The oracle of a pipeline: every record goes to every query, and rows go from query to query. */
final class NaivePipeline {

  private final PipelineCase test;
  private final Map<String, NaiveQuery> queries = new LinkedHashMap<>();
  private final Map<String, List<String>> readers = new HashMap<>(); // by source or query
  private final Map<String, List<String>> results = new LinkedHashMap<>();
  private final Map<String, Long> watermarks = new HashMap<>();
  private long versions;
  private long rejected;
  private long now = Long.MIN_VALUE;

  NaivePipeline(PipelineCase test) {
    this.test = test;
    for (QuerySpec spec : test.queries()) {
      QueryCase query = new QueryCase(spec, Map.of("t", test.table()), List.of());
      queries.put(spec.name(), new NaiveQuery(query, this::declared));
      results.put(spec.name(), new ArrayList<>());
      for (String input : query.schemas().keySet()) {
        readers.computeIfAbsent(input, name -> new ArrayList<>()).add(spec.name());
      }
    }
  }

  private Object[] declared(Object[] values) {
    return Arrays.copyOf(values, test.columns().size());
  }

  /** All that is seen from outside. */
  String run() {
    test.steps().forEach(this::take);
    for (String source : test.delays().keySet()) {
      tell(source, new QueryCase.Advance(source, Long.MAX_VALUE));
    }
    queries.keySet().forEach(this::trigger);
    PipelineOutcome outcome = new PipelineOutcome(rejected);
    queries.forEach((name, query) -> outcome.add(name, results.get(name), query.outcome()));
    return outcome.text();
  }

  private void tell(String input, QueryCase.Event event) {
    for (String reader : readers.getOrDefault(input, List.of())) {
      query(reader).take(event);
    }
  }

  private NaiveQuery query(String name) {
    return queries.get(name);
  }

  private void take(PipelineCase.Step step) {
    if (step instanceof PipelineCase.Block block) {
      block.records().forEach(values -> accept(block.source(), values));
    } else if (step instanceof PipelineCase.Refresh refresh) {
      versions++;
      QueryCase.Refresh version = new QueryCase.Refresh("t", versions, refresh.rows());
      queries.values().forEach(query -> query.take(version));
    } else if (step instanceof PipelineCase.Tick tick) {
      now = Math.max(now, tick.now());
      queries.keySet().stream().filter(tick.due()::contains).forEach(this::trigger);
    }
  }

  private void accept(String source, Object[] values) {
    if (values == null || values[Shape.TS] == null) {
      rejected++;
      return;
    }
    long time = Instants.micros((Instant) values[Shape.TS]);
    Object[] row = Arrays.copyOf(values, values.length + 3);
    row[values.length] = values[Shape.TS];
    row[values.length + 1] = Shape.instant(PipelineRun.RECEIVED);
    long before = watermarks.getOrDefault(source, Long.MIN_VALUE);
    long after = watermarks.merge(source, time - test.delays().get(source), Math::max);
    tell(source, new QueryCase.Arrival(source, row, time, before, after));
  }

  private void trigger(String name) {
    NaiveQuery query = query(name);
    for (NaiveQuery.Yielded row : query.take(new QueryCase.Trigger(now))) {
      results.get(name).add(NaiveQuery.text(row.values()));
      Object[] values = Arrays.copyOf(row.values(), row.values().length + 1);
      values[row.values().length] = Shape.instant(row.time());
      tell(name, new QueryCase.Arrival(name, values, row.time(), row.before(), row.before()));
    }
    tell(name, new QueryCase.Advance(name, query.watermark()));
  }

  /** Whether a plan reads a query. */
  static boolean reads(Plan plan, String query) {
    return (plan instanceof Plan.QueryScan scan && scan.query().equals(query))
        || plan.inputs().stream().anyMatch(input -> reads(input, query));
  }
}
