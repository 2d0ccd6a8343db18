package io.weir.engine.query;

import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A query and what happens to it, in the journal's order.
 *
 * @param spec the query
 * @param tables the schemas of its tables
 * @param events in order
 */
record QueryCase(QuerySpec spec, Map<String, Schema> tables, List<Event> events) {

  /** One thing that happens. */
  sealed interface Event {}

  /** A record of an input; the input's watermark before and after it. */
  record Arrival(String input, Object[] values, long time, long before, long after)
      implements Event {
    @Override
    public String toString() {
      return "%s %s at %d, watermark %d -> %d"
          .formatted(input, NaiveQuery.text(values), time, before, after);
    }
  }

  /** An input's watermark moves. */
  record Advance(String input, long watermark) implements Event {}

  /** A table has another version. */
  record Refresh(String table, long version, List<Object[]> rows) implements Event {
    @Override
    public String toString() {
      return "%s version %d: %s"
          .formatted(table, version, rows.stream().map(NaiveQuery::text).toList());
    }
  }

  /** A trigger fires. */
  record Trigger(long now) implements Event {}

  QueryCase with(List<Event> others) {
    return new QueryCase(spec, tables, others);
  }

  QueryCase with(Plan plan) {
    QuerySpec other =
        new QuerySpec(spec.name(), plan, spec.mode(), spec.maxWatermark(), spec.maxStateBytes());
    return new QueryCase(other, tables, events);
  }

  /** The columns of what it reads. */
  Map<String, Schema> schemas() {
    Map<String, Schema> schemas = new HashMap<>();
    collect(spec.plan(), schemas);
    return schemas;
  }

  private static void collect(Plan plan, Map<String, Schema> schemas) {
    if (plan instanceof Plan.SourceScan scan) {
      schemas.put(scan.source(), scan.schema());
    } else if (plan instanceof Plan.QueryScan scan) {
      schemas.put(scan.query(), scan.schema());
    }
    plan.inputs().forEach(input -> collect(input, schemas));
  }

  @Override
  public String toString() {
    return "%s %s, max watermark %s, %d bytes%n%s%n  %s"
        .formatted(
            spec.mode(),
            spec.name(),
            spec.maxWatermark(),
            spec.maxStateBytes(),
            spec.plan(),
            events.stream().map(Object::toString).collect(Collectors.joining("\n  ")));
  }
}
