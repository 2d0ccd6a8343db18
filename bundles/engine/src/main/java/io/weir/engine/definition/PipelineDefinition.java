package io.weir.engine.definition;

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
}
