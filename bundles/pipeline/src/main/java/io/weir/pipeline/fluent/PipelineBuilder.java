package io.weir.pipeline.fluent;

import io.weir.api.data.Field;
import io.weir.engine.plan.Plan;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.PipelineFile;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.check.FileReader;
import io.weir.pipeline.config.Problems;
import io.weir.sql.SqlException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a pipeline in Java.
 *
 * <pre>{@code
 * PipelineBuilder hot = PipelineBuilder.named("hot", TypeRegistry.load());
 * Rows readings = hot.source("readings", "mqtt")
 *     .option("url", "tcp://127.0.0.1:1883").option("topic", "plant/readings")
 *     .column("device", "string").column("ts", "timestamp").column("temp", "double")
 *     .eventTime("ts").withWatermark("2s")
 *     .rows();
 * readings.where(col("temp").gt(20))
 *     .groupBy(window("ts", "10 seconds"), col("device"))
 *     .agg(count().as("n"), avg("temp").as("mean"))
 *     .query("means")
 *     .sink("upstream", "file").option("path", "means.jsonl");
 * Pipeline pipeline = hot.build(gateway.variables(), Path.of("."));
 * }</pre>
 *
 * <p>Thread: one at a time.
 */
public final class PipelineBuilder {

  private final String name;
  private final Map<String, String> head = new LinkedHashMap<>();
  private final Map<String, SourceBuilder> sources = new LinkedHashMap<>();
  private final Map<String, TableBuilder> tables = new LinkedHashMap<>();
  private final Map<String, QueryBuilder> queries = new LinkedHashMap<>();
  private final Map<String, SinkBuilder> sinks = new LinkedHashMap<>();
  private final TypeRegistry types;

  private PipelineBuilder(String name, TypeRegistry types) {
    this.name = name;
    this.types = types;
    head.put("pipeline", name);
  }

  /**
   * Begins a pipeline.
   *
   * @param name lower case letters, digits and hyphens; state is kept under it
   * @param types what it may name
   * @return a pipeline with nothing in it
   */
  public static PipelineBuilder named(String name, TypeRegistry types) {
    return new PipelineBuilder(name, types);
  }

  /**
   * Sets the version, for people.
   *
   * @param version such as {@code 1.0.0}
   * @return this
   */
  public PipelineBuilder version(String version) {
    head.put("version", version);
    return this;
  }

  /**
   * Sets the longest that a received record or a finished row waits to become durable.
   *
   * @param interval such as {@code 100ms}
   * @return this
   */
  public PipelineBuilder commit(String interval) {
    head.put("commit", interval);
    return this;
  }

  /**
   * Adds a source.
   *
   * @param source its name
   * @param type the word after {@code type:}
   * @return the source
   */
  public SourceBuilder source(String source, String type) {
    return added(sources, "source", new SourceBuilder(this, source)).option("type", type);
  }

  /**
   * Adds a table.
   *
   * @param table its name
   * @param type the word after {@code type:}
   * @return the table
   */
  public TableBuilder table(String table, String type) {
    return added(tables, "table", new TableBuilder(this, table)).option("type", type);
  }

  /**
   * Adds a query in SQL.
   *
   * @param query its name
   * @param sql SELECT …
   * @return the query
   */
  public QueryBuilder query(String query, String sql) {
    return added(queries, "query", new QueryBuilder(this, query)).option("sql", sql);
  }

  SinkBuilder sink(String sink, String type, String from) {
    return added(sinks, "sink", new SinkBuilder(this, sink))
        .option("type", type)
        .option("from", from);
  }

  private static <T extends Options<T>> T added(Map<String, T> parts, String kind, T part) {
    if (parts.putIfAbsent(part.name(), part) != null) {
      throw new IllegalArgumentException(
          "the pipeline has a %s %s already".formatted(kind, part.name()));
    }
    return part;
  }

  Rows rowsOf(String relation) {
    return new Rows(this, Select.all(SqlText.name(relation)));
  }

  /** The columns of a query; throws as {@link Rows#columns} says. */
  List<String> columnsOf(String sql) {
    Problems problems = new Problems(name);
    FileReader reader = new FileReader(problems, types, Variables.system("gateway"), Path.of(""));
    try {
      Plan plan = reader.plan(toYaml(), sql);
      if (plan == null) {
        throw new IllegalArgumentException(
            new PipelineException(name, problems.sorted()).getMessage());
      }
      return plan.schema().fields().stream().filter(f -> !f.hidden()).map(Field::name).toList();
    } catch (SqlException e) {
      throw new IllegalArgumentException(e.getMessage() + "\n" + sql, e);
    }
  }

  /**
   * The pipeline as a file.
   *
   * @return YAML, which may be put into a deploy folder
   */
  public String toYaml() {
    YamlWriter yaml = new YamlWriter();
    head.forEach(yaml::head);
    yaml.parts("sources", sources);
    yaml.parts("tables", tables);
    yaml.parts("queries", queries);
    yaml.parts("sinks", sinks);
    return yaml.toString();
  }

  /**
   * Checks and builds the pipeline.
   *
   * @param variables what <code>${…}</code> in options stands for
   * @param folder that paths in options are relative to
   * @return a pipeline that can run
   * @throws PipelineException if it cannot; with everything that is wrong, placed in {@link
   *     #toYaml}
   */
  public Pipeline build(Variables variables, Path folder) throws PipelineException {
    return PipelineFile.read(name, toYaml(), folder, types, variables);
  }
}
