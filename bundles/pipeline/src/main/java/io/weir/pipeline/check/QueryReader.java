package io.weir.pipeline.check;

import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.PlanException;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.QuerySpec;
import io.weir.engine.query.RunningQuery;
import io.weir.operators.function.FunctionCatalog;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.BlockReader;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlText;
import io.weir.sql.SqlCatalog;
import io.weir.sql.SqlCompiler;
import io.weir.sql.SqlException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the queries: compiles each when it is first named, so that a query comes after those it
 * reads.
 *
 * <p>Thread: one at a time.
 */
final class QueryReader implements SqlCatalog {

  /**
   * A query that runs.
   *
   * @param definition of it
   * @param plan what it means
   * @param running it, with no input yet
   */
  record Query(QueryDefinition definition, Plan plan, RunningQuery running) {}

  /** A name is known, but what it stands for cannot be used, which was told. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable() {
      super(null, null, false, false);
    }
  }

  /** A query as it is written. */
  private record Written(String name, Place place, Block block, @Nullable YamlText sql) {}

  private final Checking checking;
  private final FunctionCatalog functions;
  private final Map<String, @Nullable Relation> inputs = new LinkedHashMap<>();
  private final Map<String, Written> written = new LinkedHashMap<>();
  private final Map<String, @Nullable Query> done = new HashMap<>();
  private final List<Query> inOrder = new ArrayList<>();
  private final Set<String> called = new HashSet<>();
  private final List<String> underWay = new ArrayList<>();

  QueryReader(Checking checking, FunctionCatalog functions) {
    this.checking = checking;
    this.functions = functions;
  }

  /** Makes a source or table known; null for one that cannot be used. */
  void input(String name, @Nullable Relation relation) {
    inputs.put(key(name), relation);
  }

  /** Takes a query as it is written; it is compiled by {@link #compileAll}. */
  void add(YamlMap.Entry part, YamlMap map) {
    String title = "query " + part.key();
    BlockReader blocks = checking.blocks();
    Block block = blocks.read(title, part.keyPlace(), map, FileOptions.QUERY, Set.of(), true);
    YamlMap.Entry sql = map.find(FileOptions.SQL.name());
    YamlText text = sql != null && sql.value() instanceof YamlText t && !t.empty() ? t : null;
    written.put(key(part.key()), new Written(part.key(), part.keyPlace(), block, text));
  }

  /** Compiles what was added. */
  void compileAll() {
    written.values().forEach(query -> compiled(query));
  }

  /** The names of the functions that the queries call, in lower case. */
  Set<String> called() {
    return called;
  }

  /** The queries that can run, each after those it reads. */
  List<Query> queries() {
    return inOrder;
  }

  /** A query; null if there is none or it cannot run. */
  @Nullable Query query(String name) {
    return done.get(key(name));
  }

  /** Whether a query of that name is written in the file. */
  boolean knows(String name) {
    return written.containsKey(key(name));
  }

  /** The names of all queries of the file. */
  List<String> queryNames() {
    return written.values().stream().map(Written::name).toList();
  }

  /** Where a query's name stands. */
  Place placeOf(String name) {
    Written query = written.get(key(name));
    return query == null ? Place.START : query.place();
  }

  /** A query's name as it is declared. */
  String nameOf(String name) {
    Written query = written.get(key(name));
    return query == null ? name : query.name();
  }

  @Override
  public @Nullable Relation relation(String name) {
    if (inputs.containsKey(key(name))) {
      Relation relation = inputs.get(key(name));
      if (relation == null) {
        throw new Unusable();
      }
      return relation;
    }
    Written query = written.get(key(name));
    if (query == null) {
      return null;
    }
    Written reader = underWay.isEmpty() ? null : written.get(underWay.get(underWay.size() - 1));
    if (underWay.contains(key(name))) {
      cycle(reader, query);
      throw new Unusable();
    }
    Query compiled = compiled(query);
    if (compiled == null) {
      throw new Unusable();
    }
    if (reader != null && compiled.definition().spec().mode() != OutputMode.APPEND) {
      checking
          .problems()
          .error(
              mention(reader, query.name()),
              "query %s reads query %s, whose output is %s: expected output append, whose rows do"
                      .formatted(
                          reader.name(),
                          query.name(),
                          compiled.definition().spec().mode().name().toLowerCase(Locale.ROOT))
                  + " not change any more");
      throw new Unusable();
    }
    return SqlCompiler.relation(query.name(), compiled.plan(), this);
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    inputs.values().forEach(relation -> names.add(relation == null ? "" : relation.name()));
    written.values().forEach(query -> names.add(query.name()));
    names.removeIf(String::isEmpty);
    return names;
  }

  private @Nullable Query compiled(Written query) {
    String key = key(query.name());
    if (done.containsKey(key)) {
      return done.get(key);
    }
    underWay.add(key);
    try {
      Query compiled = compile(query);
      done.put(key, compiled);
      if (compiled != null) {
        inOrder.add(compiled);
      }
      return compiled;
    } finally {
      underWay.remove(underWay.size() - 1);
    }
  }

  private @Nullable Query compile(Written query) {
    Block block = query.block();
    QueryDefinition.Trigger trigger = trigger(block);
    OutputMode mode = OutputMode.valueOf(block.get(FileOptions.OUTPUT).toUpperCase(Locale.ROOT));
    YamlText sql = query.sql();
    if (sql == null) {
      return null;
    }
    NotingFunctions noting = new NotingFunctions(functions, called);
    try {
      Plan plan = SqlCompiler.compile(sql.text(), this, noting);
      QuerySpec spec =
          new QuerySpec(
              query.name(),
              plan,
              mode,
              block.get(FileOptions.QUERY_WATERMARK).equals("max"),
              block.get(FileOptions.MAX_STATE));
      RunningQuery running = QueryCompiler.compile(spec, functions);
      return new Query(new QueryDefinition(spec, trigger, functions), plan, running);
    } catch (SqlException e) {
      Place place = sql.placeAt(e.offset());
      String problem = "query %s: %s".formatted(query.name(), e.reason());
      if (noting.missing()) {
        checking.problems().missingType(place, problem);
      } else {
        checking.problems().error(place, problem);
      }
    } catch (PlanException e) {
      Place place = block.has(FileOptions.OUTPUT) ? block.placeOf(FileOptions.OUTPUT) : sql.place();
      checking.problems().error(place, String.valueOf(e.getMessage())); // names the query
    } catch (Unusable e) {
      return null; // What it reads was told; more would only repeat it.
    }
    return null;
  }

  private QueryDefinition.Trigger trigger(Block block) {
    long micros = checking.microsOr("available-now", block, FileOptions.TRIGGER);
    return new QueryDefinition.Trigger(Math.max(micros, 0), micros < 0);
  }

  private void cycle(@Nullable Written reader, Written query) {
    int from = underWay.indexOf(key(query.name()));
    List<String> names = new ArrayList<>();
    for (String key : underWay.subList(from, underWay.size())) {
      Written member = written.get(key);
      names.add(member == null ? key : member.name());
    }
    names.add(query.name());
    Place place = reader == null ? query.place() : mention(reader, query.name());
    checking
        .problems()
        .error(
            place,
            "queries read each other in a circle: %s: expected that a query reads only sources,"
                    .formatted(String.join(" -> ", names))
                + " tables and queries that do not read it");
  }

  /** Where a query's SQL names another. */
  private static Place mention(Written reader, String name) {
    YamlText sql = reader.sql();
    if (sql == null) {
      return reader.place();
    }
    String lower = sql.text().toLowerCase(Locale.ROOT);
    String wanted = key(name);
    for (int at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
      boolean starts = at == 0 || !isWord(lower.charAt(at - 1));
      int end = at + wanted.length();
      if (starts && (end == lower.length() || !isWord(lower.charAt(end)))) {
        return sql.placeAt(at);
      }
    }
    return sql.place();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
