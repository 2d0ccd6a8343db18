package io.weir.engine.query;

import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pipeline of several queries and what happens to it, in the journal's order.
 *
 * @param columns of every source
 * @param table the columns of the table {@code t}
 * @param delays of the watermarks of the sources in their order, microseconds
 * @param queries in order; a later one may read an earlier one
 * @param steps in order
 */
record PipelineCase(
    Schema columns,
    Schema table,
    Map<String, Long> delays,
    List<QuerySpec> queries,
    List<Step> steps) {

  /** One thing that happens. */
  sealed interface Step {}

  /** Records of a source; null for one that cannot be decoded. */
  record Block(String source, List<Object[]> records) implements Step {
    @Override
    public String toString() {
      return source
          + records.stream()
              .map(row -> row == null ? "\n    broken" : "\n    " + NaiveQuery.text(row))
              .collect(Collectors.joining());
    }
  }

  /** Triggers of some queries fire. */
  record Tick(long now, Set<String> due) implements Step {}

  /** The table has another version. */
  record Refresh(List<Object[]> rows) implements Step {
    @Override
    public String toString() {
      return "table " + rows.stream().map(NaiveQuery::text).toList();
    }
  }

  PipelineCase with(List<Step> others) {
    return new PipelineCase(columns, table, delays, queries, others);
  }

  /** With another plan of one query. */
  PipelineCase with(int query, Plan plan) {
    QuerySpec old = queries.get(query);
    List<QuerySpec> others = new ArrayList<>(queries);
    others.set(
        query,
        new QuerySpec(old.name(), plan, old.mode(), old.maxWatermark(), old.maxStateBytes()));
    return new PipelineCase(columns, table, delays, others, steps);
  }

  /** The columns of a source, hidden ones included. */
  static Schema recorded(Schema columns) {
    List<Field> fields = new ArrayList<>(columns.fields());
    fields.add(SourceDefinition.EVENT_TIME);
    fields.add(SourceDefinition.RECEIVED);
    fields.add(SourceDefinition.TOPIC);
    return new Schema(fields);
  }

  @Override
  public String toString() {
    return "delays %s%n%s%n  %s"
        .formatted(
            delays,
            IntStream.range(0, queries.size())
                .mapToObj(i -> queries.get(i).toString())
                .collect(Collectors.joining("\n")),
            steps.stream().map(Object::toString).collect(Collectors.joining("\n  ")));
  }
}
