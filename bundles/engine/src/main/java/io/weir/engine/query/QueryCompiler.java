package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.Stage;
import io.weir.operators.aggregate.AggregateCompiler;
import io.weir.operators.aggregate.Aggregates;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.function.FunctionException;
import io.weir.operators.group.Groups;
import io.weir.operators.group.KeyedGroups;
import io.weir.operators.group.TableRowGroups;
import io.weir.operators.key.KeyTable;
import io.weir.operators.window.Aggregation;
import io.weir.operators.window.CalendarGrid;
import io.weir.operators.window.FixedGrid;
import io.weir.operators.window.PaneAggregation;
import io.weir.operators.window.SessionAggregation;
import io.weir.operators.window.TimeGrid;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan into a running query.
 *
 * <p>Two rewrites carry most of the speed: a filter on a joined table's columns alone is decided
 * once for each row of the table ({@link TableSide}), and group keys that a joined table's row
 * determines are looked up once for each of its rows ({@link TableRowGroups}). No rewrite changes a
 * row's fate.
 *
 * <p>Thread: any; the result belongs to one thread at a time.
 */
public final class QueryCompiler {

  private final QuerySpec spec;
  private final FunctionCatalog functions;
  private final PathCompiler paths;

  private QueryCompiler(QuerySpec spec, FunctionCatalog functions) {
    this.spec = spec;
    this.functions = functions;
    this.paths = new PathCompiler(spec, functions);
  }

  /**
   * Compiles a query.
   *
   * @param spec what is to run
   * @param functions the catalog that resolved the plan's calls
   * @return the query, without state
   * @throws PlanException if the combination is illegal; the message says what to do instead
   */
  public static RunningQuery compile(QuerySpec spec, FunctionCatalog functions)
      throws PlanException {
    try {
      return new QueryCompiler(spec, functions).compile();
    } catch (FunctionException | IllegalArgumentException e) {
      throw new PlanException("query %s: %s".formatted(spec.name(), e.getMessage()));
    }
  }

  private RunningQuery compile() throws PlanException, FunctionException {
    Deque<Plan> above = new ArrayDeque<>(); // from the root down; the last is nearest
    Plan.Aggregate aggregate = findAggregate(spec.plan(), above);
    Legality.checkUnions(spec, spec.plan());
    Legality.check(spec, aggregate);
    PendingRows pending = new PendingRows(spec.plan().schema());
    List<PathCompiler.Draft> drafts;
    Terminal terminal;
    if (aggregate == null) {
      drafts = paths.paths(spec.plan(), PathCompiler.all(spec.plan()));
      terminal = new PassTerminal(pending);
    } else {
      drafts = paths.paths(aggregate.input(), needed(aggregate, keysOnTable(aggregate) != null));
      terminal = aggregation(aggregate, drafts, above, pending);
    }
    List<String> inputs = drafts.stream().map(d -> d.input).distinct().toList();
    List<List<QueryPath>> byInput = new ArrayList<>();
    inputs.forEach(input -> byInput.add(new ArrayList<>()));
    for (int i = 0; i < drafts.size(); i++) {
      int input = inputs.indexOf(drafts.get(i).input);
      byInput.get(input).add(new QueryPath(i, input, drafts.get(i).stages));
    }
    return new StreamQuery(spec, inputs, byInput, paths.tables(), terminal, pending);
  }

  /** The topmost aggregation, if only nodes of one input stand above it. */
  private static Plan.@Nullable Aggregate findAggregate(Plan plan, Deque<Plan> above) {
    Plan node = plan;
    while (!(node instanceof Plan.Aggregate)) {
      List<Plan> inputs = Legality.inputs(node);
      if (inputs.size() != 1) {
        return null;
      }
      above.addLast(node);
      node = inputs.get(0);
    }
    return (Plan.Aggregate) node;
  }

  private static BitSet needed(Plan.Aggregate aggregate, boolean keysAreOnTable) {
    BitSet needed = new BitSet();
    if (!keysAreOnTable) {
      aggregate.keys().forEach(key -> needed.or(Exprs.references(key.expr())));
    }
    for (Plan.NamedAggregate named : aggregate.aggregates()) {
      AggregateCall call = named.call();
      call.arguments().forEach(argument -> needed.or(Exprs.references(argument)));
      Expr filter = call.filter();
      if (filter != null) {
        needed.or(Exprs.references(filter));
      }
    }
    if (aggregate.window() instanceof WindowSpec.Session session) {
      needed.or(Exprs.references(session.gapMicros()));
    }
    return needed;
  }

  private Terminal aggregation(
      Plan.Aggregate aggregate,
      List<PathCompiler.Draft> drafts,
      Deque<Plan> above,
      PendingRows pending)
      throws PlanException, FunctionException {
    List<AggregateCall> calls =
        aggregate.aggregates().stream().map(Plan.NamedAggregate::call).toList();
    Aggregates aggregates = AggregateCompiler.compile(calls, functions);
    List<DataType> keyTypes = aggregate.keys().stream().map(k -> k.expr().type()).toList();
    KeyTable keys = new KeyTable(keyTypes);
    List<Groups> groups = new ArrayList<>();
    for (PathCompiler.Draft draft : drafts) {
      groups.add(groups(aggregate, draft, keys));
    }
    WindowResults results =
        new WindowResults(
            aggregate.schema(),
            aggregate.window() != null,
            keys,
            keyTypes.size(),
            aggregates,
            stagesAbove(above),
            pending);
    return new AggregateTerminal(windows(aggregate, aggregates, keys), groups, results);
  }

  private Aggregation windows(Plan.Aggregate aggregate, Aggregates aggregates, KeyTable keys) {
    Aggregation.Yield yields =
        switch (spec.mode()) {
          case APPEND -> Aggregation.Yield.FINAL;
          case UPDATE -> Aggregation.Yield.CHANGES;
          case COMPLETE -> Aggregation.Yield.ALL;
        };
    WindowSpec window = aggregate.window();
    TimeGrid grid = null;
    if (window instanceof WindowSpec.Fixed fixed) {
      grid = new FixedGrid(fixed.sizeMicros(), fixed.slideMicros(), fixed.offsetMicros());
    } else if (window instanceof WindowSpec.Session session) {
      Kernel gap = paths.kernel(session.gapMicros());
      return new SessionAggregation(aggregates, keys, gap, yields, spec.maxStateBytes());
    } else if (window instanceof WindowSpec.Calendar calendar) {
      grid = new CalendarGrid(unit(calendar.unit()), calendar.zone());
    }
    return new PaneAggregation(aggregates, keys, grid, yields, spec.maxStateBytes());
  }

  private static ChronoUnit unit(WindowSpec.CalendarUnit unit) {
    return switch (unit) {
      case DAY -> ChronoUnit.DAYS;
      case WEEK -> ChronoUnit.WEEKS;
      case MONTH -> ChronoUnit.MONTHS;
    };
  }

  private List<Stage> stagesAbove(Deque<Plan> above) throws PlanException {
    PathCompiler.Draft draft = new PathCompiler.Draft("");
    while (!above.isEmpty()) {
      Plan node = above.removeLast();
      paths.addStage(draft, node, PathCompiler.all(node));
    }
    return draft.stages;
  }

  private Groups groups(Plan.Aggregate aggregate, PathCompiler.Draft draft, KeyTable keys) {
    List<TableSide.OnTable> onTable = keysOnTable(aggregate);
    if (onTable != null) {
      int join = draft.joinNumber(onTable.get(0).join());
      List<Kernel> kernels = onTable.stream().map(key -> paths.kernel(key.expr())).toList();
      return new TableRowGroups(keys, join, kernels);
    }
    List<Kernel> kernels = aggregate.keys().stream().map(k -> paths.kernel(k.expr())).toList();
    return new KeyedGroups(keys, kernels);
  }

  /** The keys over a table's columns, if there are any and one table determines all of them. */
  private static @Nullable List<TableSide.OnTable> keysOnTable(Plan.Aggregate aggregate) {
    List<TableSide.OnTable> keys = new ArrayList<>();
    for (Plan.NamedExpr key : aggregate.keys()) {
      TableSide.OnTable onTable = TableSide.trace(aggregate.input(), key.expr());
      if (onTable == null || (!keys.isEmpty() && !keys.get(0).join().equals(onTable.join()))) {
        return null;
      }
      keys.add(onTable);
    }
    return keys.isEmpty() ? null : keys;
  }
}
