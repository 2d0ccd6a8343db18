package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.Operator;
import io.weir.operators.RowSink;
import io.weir.operators.StateBudget;
import io.weir.operators.Tasks;
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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the operator of an aggregation. */
final class AggregateCompilation {

  private final QuerySpec spec;
  private final FunctionCatalog functions;
  private final Tasks tasks;
  private final PathCompiler paths;
  private final StateBudget budget;
  private final PendingRows pending;

  AggregateCompilation(
      QuerySpec spec,
      FunctionCatalog functions,
      Tasks tasks,
      PathCompiler paths,
      StateBudget budget,
      PendingRows pending) {
    this.spec = spec;
    this.functions = functions;
    this.tasks = tasks;
    this.paths = paths;
    this.budget = budget;
    this.pending = pending;
  }

  /** The columns that an aggregation looks at. */
  static BitSet needed(Plan.Aggregate aggregate) {
    BitSet needed = new BitSet();
    if (keysOnTable(aggregate) == null) {
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

  Operator operator(Plan.Aggregate aggregate, List<PathCompiler.Draft> drafts, RowSink output)
      throws PlanException {
    List<AggregateCall> calls =
        aggregate.aggregates().stream().map(Plan.NamedAggregate::call).toList();
    Aggregates aggregates = compile(calls);
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
            output,
            pending);
    return new AggregateOperator(windows(aggregate, aggregates, keys), groups, results);
  }

  private Aggregates compile(List<AggregateCall> calls) throws PlanException {
    try {
      return AggregateCompiler.compile(calls, functions, tasks);
    } catch (FunctionException e) {
      throw new PlanException("query %s: %s".formatted(spec.name(), e.getMessage()));
    }
  }

  private Aggregation windows(Plan.Aggregate aggregate, Aggregates aggregates, KeyTable keys) {
    Aggregation.Yield yields = yields(aggregate);
    WindowSpec window = aggregate.window();
    TimeGrid grid = null;
    if (window instanceof WindowSpec.Fixed fixed) {
      grid = new FixedGrid(fixed.sizeMicros(), fixed.slideMicros(), fixed.offsetMicros());
    } else if (window instanceof WindowSpec.Session session) {
      Kernel gap = paths.kernel(session.gapMicros());
      return new SessionAggregation(aggregates, keys, gap, yields, budget);
    } else if (window instanceof WindowSpec.Calendar calendar) {
      grid = new CalendarGrid(unit(calendar.unit()), calendar.zone());
    }
    return new PaneAggregation(aggregates, keys, grid, yields, budget);
  }

  /** The output mode is that of the aggregation nearest the result; others yield final windows. */
  private Aggregation.Yield yields(Plan.Aggregate aggregate) {
    if (!aggregate.equals(Legality.resultOf(spec.plan()))) {
      return Aggregation.Yield.FINAL;
    }
    return switch (spec.mode()) {
      case APPEND -> Aggregation.Yield.FINAL;
      case UPDATE -> Aggregation.Yield.CHANGES;
      case COMPLETE -> Aggregation.Yield.ALL;
    };
  }

  private static ChronoUnit unit(WindowSpec.CalendarUnit unit) {
    return switch (unit) {
      case DAY -> ChronoUnit.DAYS;
      case WEEK -> ChronoUnit.WEEKS;
      case MONTH -> ChronoUnit.MONTHS;
    };
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
