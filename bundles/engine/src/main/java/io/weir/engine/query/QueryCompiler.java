package io.weir.engine.query;

import io.weir.operators.Tasks;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.group.TableRowGroups;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a plan into a running query: it is cut at each node that keeps something ({@link
 * StepCompiler}), and what stands between becomes paths ({@link PathCompiler}).
 *
 * <p>Two rewrites carry most of the speed: a filter on a joined table's columns alone is decided
 * once for each row of the table ({@link TableSide}), and group keys that a joined table's row
 * determines are looked up once for each of its rows ({@link TableRowGroups}). No rewrite changes a
 * row's fate.
 *
 * <p>Thread: any; the result belongs to one thread at a time.
 */
public final class QueryCompiler {

  private QueryCompiler() {}

  /**
   * Compiles a query that keeps to the thread that calls it.
   *
   * @param spec what is to run
   * @param functions the catalog that resolved the plan's calls
   * @return the query, without state
   * @throws PlanException if the combination is illegal; the message says what to do instead
   */
  public static RunningQuery compile(QuerySpec spec, FunctionCatalog functions)
      throws PlanException {
    return compile(spec, functions, Tasks.IN_TURN);
  }

  /**
   * Compiles a query.
   *
   * @param spec what is to run
   * @param functions the catalog that resolved the plan's calls
   * @param tasks the threads among which the query may divide its work
   * @return the query, without state
   * @throws PlanException if the combination is illegal; the message says what to do instead
   */
  public static RunningQuery compile(QuerySpec spec, FunctionCatalog functions, Tasks tasks)
      throws PlanException {
    try {
      Legality.check(spec);
      return new StreamQuery(spec, new StepCompiler(spec, functions, tasks).compile());
    } catch (IllegalArgumentException e) {
      throw new PlanException("query %s: %s".formatted(spec.name(), e.getMessage()));
    }
  }

  /**
   * What may run but is hardly meant.
   *
   * @param spec a query that {@link #compile} takes
   * @return for people, each with what to do
   */
  public static List<String> warnings(QuerySpec spec) {
    List<String> warnings = new ArrayList<>();
    Legality.warn(spec, spec.plan(), warnings);
    return warnings;
  }
}
