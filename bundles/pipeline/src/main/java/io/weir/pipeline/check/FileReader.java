package io.weir.pipeline.check;

import io.weir.api.config.Option;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.api.function.GroupStateType;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.QuerySpec;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.BlockReader;
import io.weir.pipeline.config.Problems;
import io.weir.pipeline.config.Quantities;
import io.weir.pipeline.config.Substitution;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlReader;
import io.weir.pipeline.yaml.YamlText;
import io.weir.sql.SqlCatalog;
import io.weir.sql.SqlCompiler;
import io.weir.sql.SqlException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipeline file and checks it whole.
 *
 * <p>Thread: one at a time; one reader a file.
 */
public final class FileReader {

  private static final Pattern PIPELINE_NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern SQL_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern SINK_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
  private static final List<String> PARTS = List.of("sources", "tables", "queries", "sinks");
  private static final int LONGEST_NAME = 64;

  private final Problems problems;
  private final TypeRegistry types;
  private final Variables variables;
  private final Path folder;
  private final Map<String, Place> sqlNames = new HashMap<>();
  private String name = "";

  private List<Object> functions = List.of();

  /**
   * A reader for one file.
   *
   * @param problems is told what is wrong
   * @param types what the file may name
   * @param variables what the file may fill in
   * @param folder that paths are relative to
   */
  public FileReader(Problems problems, TypeRegistry types, Variables variables, Path folder) {
    this.problems = problems;
    this.types = types;
    this.variables = variables;
    this.folder = folder;
  }

  /** The name that the file gives the pipeline; empty if it gives none that can be used. */
  public String name() {
    return PIPELINE_NAME.matcher(name).matches() ? name : "";
  }

  /** The functions and aggregates that bundles bring and its queries call. */
  public List<Object> functions() {
    return functions;
  }

  /** What a file holds up to its queries. */
  private record Parts(
      YamlMap file,
      Block head,
      String version,
      Checking checking,
      Map<String, SourceReader.Source> sources,
      List<TableReader.Table> tables,
      QueryReader queries) {}

  /**
   * Reads the file.
   *
   * @param text all of it
   * @return null if it cannot run, which was told
   */
  public @Nullable PipelineDefinition read(String text) {
    Parts parts = parts(text);
    if (parts == null) {
      return null;
    }
    Map<String, SourceReader.Source> sources = parts.sources();
    QueryReader queries = parts.queries();
    YamlMap file = parts.file();
    List<@Nullable SinkDefinition> sinks = new ArrayList<>();
    SinkReader sinkReader = new SinkReader(parts.checking(), sources, queries);
    parts(file, "sinks", SINK_NAME, (part, map) -> sinks.add(sinkReader.read(part, map)));
    if (sources.isEmpty() && !problems.any()) {
      YamlMap.Entry entry = file.find("sources");
      problems.error(
          entry == null ? file.place() : entry.keyPlace(),
          "the pipeline has no sources: expected at least one");
    }
    if (problems.any()) {
      return null;
    }
    return definition(
        parts.head(), parts.version(), sources.values(), parts.tables(), queries, sinks);
  }

  /**
   * Compiles a query that is not in the file, over what is.
   *
   * @param text all of the file; its sinks are not looked at
   * @param sql the query
   * @return null if the file cannot be used, which was told
   * @throws SqlException if the query cannot be compiled
   */
  public @Nullable Plan plan(String text, String sql) throws SqlException {
    Parts parts = parts(text);
    if (parts == null || problems.any()) {
      return null;
    }
    return SqlCompiler.compile(sql, parts.queries(), types.catalog());
  }

  private @Nullable Parts parts(String text) {
    Substitution filler = new Substitution(variables, folder, problems);
    YamlNode root = YamlReader.read(text, filler, problems::error);
    if (root == null) {
      return null;
    }
    if (!(root instanceof YamlMap file)) {
      problems.error(
          root.place(),
          "the file is %s: expected a map that begins with 'pipeline: NAME'"
              .formatted(root.shown()));
      return null;
    }
    BlockReader blocks = new BlockReader(problems, folder);
    Block head = blocks.read("pipeline", file.place(), file, FileOptions.FILE, PARTS, true);
    name = name(head);
    String version = version(head);
    Checking checking = new Checking(blocks, types, name, variables.gatewayId());
    Map<String, SourceReader.Source> sources = sources(checking, file);
    List<TableReader.Table> tables = tables(checking, file);
    QueryReader queries = queries(checking, file, sources.values(), tables);
    return new Parts(file, head, version, checking, sources, tables, queries);
  }

  private PipelineDefinition definition(
      Block head,
      String version,
      Collection<SourceReader.Source> sources,
      List<TableReader.Table> tables,
      QueryReader queries,
      List<@Nullable SinkDefinition> sinks) {
    List<SourceDefinition> sourceList = present(sources.stream().map(s -> s.definition()).toList());
    List<TableDefinition> tableList = present(tables.stream().map(t -> t.definition()).toList());
    List<QueryDefinition> queryList = queries.queries().stream().map(q -> q.definition()).toList();
    List<SinkDefinition> sinkList = present(sinks);
    warnings(sources, queries, sinkList);
    functions = functions(queries.called());
    return new PipelineDefinition(
        name,
        version,
        Fingerprint.of(sourceList, tableList, queryList, sinkList, types),
        Quantities.micros(head.get(FileOptions.COMMIT)),
        sourceList,
        tableList,
        queryList,
        sinkList);
  }

  private List<Object> functions(Set<String> called) {
    List<Object> used = new ArrayList<>();
    for (FunctionType type : types.functions()) {
      if (called.contains(type.name().toLowerCase(Locale.ROOT))) {
        used.add(type);
      }
    }
    for (AggregateType<?> type : types.aggregates()) {
      if (called.contains(type.name().toLowerCase(Locale.ROOT))) {
        used.add(type);
      }
    }
    for (GroupStateType<?> type : types.groupStates()) {
      if (called.contains(type.name().toLowerCase(Locale.ROOT))) {
        used.add(type);
      }
    }
    return used;
  }

  private static <T> List<T> present(List<? extends @Nullable T> list) {
    List<T> present = new ArrayList<>();
    for (T item : list) {
      present.add(Objects.requireNonNull(item, "checked before"));
    }
    return present;
  }

  private void warnings(
      Collection<SourceReader.Source> sources, QueryReader queries, List<SinkDefinition> sinks) {
    for (String query : queries.queryNames()) {
      boolean read =
          sinks.stream().anyMatch(sink -> sink.from().name().equals(query))
              || queries.queries().stream().anyMatch(q -> q.running().inputs().contains(query));
      if (!read) {
        problems.warning(
            queries.placeOf(query),
            "query %s: no sink and no query takes its rows".formatted(query));
      }
    }
    for (QueryReader.Query query : queries.queries()) {
      QuerySpec spec = query.definition().spec();
      for (String warning : QueryCompiler.warnings(spec)) {
        problems.warning(queries.placeOf(spec.name()), warning);
      }
    }
    for (SourceReader.Source source : sources) {
      boolean read =
          queries.queries().stream().anyMatch(q -> q.running().inputs().contains(source.name()));
      if (!read) {
        problems.warning(
            source.block().place(), "source %s: no query reads it".formatted(source.name()));
      }
      warnOfRepetitions(source);
    }
  }

  /** What a broker forgets or numbers anew, only the records themselves can tell. */
  private void warnOfRepetitions(SourceReader.Source source) {
    SourceDefinition definition = source.definition();
    if (definition == null || definition.identity() != null) {
      return;
    }
    for (Option<?> option : definition.type().options()) {
      boolean redelivers =
          option.name().equals("qos")
              && source.block().find(option).map(qos -> !qos.equals(0)).orElse(false);
      if (redelivers) {
        problems.warning(
            source.block().place(),
            "source %s: without 'identity' a record counts twice if the broker loses its sessions"
                    .formatted(source.name())
                + " or numbers a redelivery anew; give the columns that tell records apart");
      }
    }
  }

  private String name(Block head) {
    if (!head.has(FileOptions.PIPELINE)) {
      return ""; // Told as a missing option.
    }
    String name = head.get(FileOptions.PIPELINE);
    if (!PIPELINE_NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      problems.error(
          head.placeOf(FileOptions.PIPELINE),
          "pipeline name '%s': expected at most %d lower case letters, digits and hyphens, a letter"
                  .formatted(name, LONGEST_NAME)
              + " first");
    }
    return name;
  }

  private String version(Block head) {
    String version = head.find(FileOptions.VERSION).orElse("");
    if (!version.isEmpty() && !SEMANTIC_VERSION.matcher(version).matches()) {
      problems.error(
          head.placeOf(FileOptions.VERSION),
          "version '%s': expected three numbers such as 1.0.0".formatted(version));
    }
    return version;
  }

  private Map<String, SourceReader.Source> sources(Checking checking, YamlMap file) {
    Map<String, SourceReader.Source> sources = new LinkedHashMap<>();
    SourceReader reader = new SourceReader(checking);
    parts(
        file, "sources", SQL_NAME, (part, map) -> sources.put(part.key(), reader.read(part, map)));
    return sources;
  }

  private List<TableReader.Table> tables(Checking checking, YamlMap file) {
    List<TableReader.Table> tables = new ArrayList<>();
    TableReader reader = new TableReader(checking);
    parts(file, "tables", SQL_NAME, (part, map) -> tables.add(reader.read(part, map)));
    return tables;
  }

  private QueryReader queries(
      Checking checking,
      YamlMap file,
      Collection<SourceReader.Source> sources,
      List<TableReader.Table> tables) {
    QueryReader queries = new QueryReader(checking, types.catalog());
    for (SourceReader.Source source : sources) {
      queries.input(source.name(), relation(source));
    }
    for (TableReader.Table table : tables) {
      queries.input(
          table.name(),
          table.schema() == null
              ? null
              : new SqlCatalog.Table(table.name(), table.schema(), table.validFrom(), table.key()));
    }
    parts(file, "queries", SQL_NAME, queries::add);
    queries.compileAll();
    return queries;
  }

  private static SqlCatalog.@Nullable Relation relation(SourceReader.Source source) {
    List<InputField> fields = source.fields();
    if (fields == null) {
      return null;
    }
    int event = source.eventTimeColumn();
    SourceDefinition definition = source.definition();
    return new SqlCatalog.Source(
        source.name(),
        schema(fields),
        event < 0 ? null : fields.get(event).field().name(),
        definition == null ? 0 : definition.watermark().delayMicros());
  }

  /** As {@link SourceDefinition#schema}, for a source that may lack its type. */
  private static Schema schema(List<InputField> fields) {
    List<Field> columns = new ArrayList<>();
    fields.forEach(field -> columns.add(field.field()));
    columns.add(SourceDefinition.EVENT_TIME);
    columns.add(SourceDefinition.RECEIVED);
    columns.add(SourceDefinition.TOPIC);
    return new Schema(columns);
  }

  /** Visits the parts of one of the file's four maps. */
  private void parts(
      YamlMap file, String kind, Pattern form, BiConsumer<YamlMap.Entry, YamlMap> visitor) {
    YamlMap.Entry entry = file.find(kind);
    if (entry == null || (entry.value() instanceof YamlText text && text.empty())) {
      return;
    }
    if (!(entry.value() instanceof YamlMap parts)) {
      problems.error(
          entry.value().place(),
          "%s is %s: expected a map from names to their options"
              .formatted(kind, entry.value().shown()));
      return;
    }
    for (YamlMap.Entry part : parts.entries()) {
      checkName(kind, part, form);
      if (part.value() instanceof YamlMap map) {
        visitor.accept(part, map);
      } else {
        problems.error(
            part.value().place(),
            "%s '%s' is %s: expected a map of options"
                .formatted(singular(kind), part.key(), part.value().shown()));
      }
    }
  }

  private void checkName(String kind, YamlMap.Entry part, Pattern form) {
    String name = part.key();
    if (!form.matcher(name).matches() || name.length() > LONGEST_NAME) {
      problems.error(
          part.keyPlace(),
          "%s name '%s': expected at most %d letters, digits and %s, a letter first"
              .formatted(
                  singular(kind),
                  name,
                  LONGEST_NAME,
                  form == SINK_NAME ? "- or _" : "underscores, as SQL can name it"));
    }
    if (form == SQL_NAME) {
      Place before = sqlNames.putIfAbsent(name.toLowerCase(Locale.ROOT), part.keyPlace());
      if (before != null) {
        problems.error(
            part.keyPlace(),
            "name '%s' is taken in line %d: sources, tables and queries share their names, in any"
                    .formatted(name, before.line())
                + " case");
      }
    }
  }

  private static String singular(String kind) {
    return kind.equals("queries") ? "query" : kind.substring(0, kind.length() - 1);
  }
}
