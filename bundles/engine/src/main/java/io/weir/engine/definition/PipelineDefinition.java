package io.weir.engine.definition;

import io.weir.api.data.Schema;
import io.weir.engine.output.RejectedRecords;
import io.weir.engine.output.SideRows;
import io.weir.engine.plan.Plan;
import java.util.List;

/**
 * A pipeline, checked: every name is resolved, every plan built, every type found.
 *
 * @param name {@code [a-z][a-z0-9-]*}
 * @param version semantic, or empty
 * @param fingerprint changes whenever anything that replay depends on changes (queries, schemas,
 *     table definitions, versions of function bundles); 64 hex digits
 * @param commitMicros the longest that a received record waits to become durable; 0 for as soon as
 *     the last commit is done
 * @param sources in the order of the file
 * @param tables in the order of the file
 * @param queries in the order of the file; a query comes after those it reads
 * @param sinks in the order of the file
 */
public record PipelineDefinition(
    String name,
    String version,
    String fingerprint,
    long commitMicros,
    List<SourceDefinition> sources,
    List<TableDefinition> tables,
    List<QueryDefinition> queries,
    List<SinkDefinition> sinks) {

  /** Copies the lists. */
  public PipelineDefinition {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
    queries = List.copyOf(queries);
    sinks = List.copyOf(sinks);
  }

  /**
   * The columns of the rows that a feed gives.
   *
   * @param feed names a query or source of this definition
   */
  public Schema schemaOf(SinkDefinition.Feed feed) {
    return switch (feed.kind()) {
      case RESULT -> plan(feed.name()).schema();
      case LATE, QUERY_QUARANTINE -> SideRows.schema(plan(feed.name()));
      case SOURCE_QUARANTINE -> RejectedRecords.schema(source(feed.name()));
    };
  }

  private Plan plan(String query) {
    return queries.stream()
        .filter(candidate -> candidate.spec().name().equals(query))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no query " + query))
        .spec()
        .plan();
  }

  private SourceDefinition source(String name) {
    return sources.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no source " + name));
  }
}
