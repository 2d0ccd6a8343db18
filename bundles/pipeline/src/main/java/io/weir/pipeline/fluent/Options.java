package io.weir.pipeline.fluent;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A source, table, query or sink in the making: options by the names that they have in a pipeline
 * file.
 *
 * <p>Thread: the one that builds the pipeline.
 *
 * @param <S> the kind
 */
public abstract sealed class Options<S extends Options<S>>
    permits SourceBuilder, TableBuilder, QueryBuilder, SinkBuilder {

  private final PipelineBuilder owner;
  private final String name;
  private final Map<String, Object> values = new LinkedHashMap<>();

  Options(PipelineBuilder owner, String name) {
    this.owner = owner;
    this.name = name;
  }

  /**
   * Sets an option.
   *
   * @param option its name in a pipeline file, such as {@code topic}; {@code tls.ca} reaches into a
   *     map
   * @param value a text as in a pipeline file, a number or boolean, or a List or Map of such
   * @return this
   */
  public final S option(String option, Object value) {
    values.put(option, value);
    return self();
  }

  abstract S self();

  final PipelineBuilder owner() {
    return owner;
  }

  /**
   * The name.
   *
   * @return as it was given
   */
  public final String name() {
    return name;
  }

  final Map<String, Object> values() {
    return values;
  }

  /** Adds a column to the schema. */
  @SuppressWarnings("unchecked") // Only this method puts a schema there.
  final S addColumn(String column, Object type) {
    ((Map<String, Object>) values.computeIfAbsent("schema", s -> new LinkedHashMap<>()))
        .put(column, type);
    return self();
  }
}
