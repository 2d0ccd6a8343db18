package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.KeyedOperator;
import io.weir.operators.Operator;
import io.weir.operators.RowSink;
import io.weir.operators.StateBudget;
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
import io.weir.operators.partition.KeyRouter;
import io.weir.operators.partition.Router;
import io.weir.operators.partition.TableRowRouter;
import io.weir.operators.window.Aggregation;
import io.weir.operators.window.CalendarGrid;
import io.weir.operators.window.FixedGrid;
import io.weir.operators.window.OpenPanes;
import io.weir.operators.window.PaneAggregation;
import io.weir.operators.window.SessionAggregation;
import io.weir.operators.window.TimeGrid;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the operator of an aggregation. */
final class AggregateCompilation {

  private final QuerySpec spec;
  private final FunctionCatalog functions;
  private final Division division;
  private final PathCompiler paths;
  private final StateBudget budget;
  private final PendingRows pending;

  AggregateCompilation(
      QuerySpec spec,
      FunctionCatalog functions,
      Division division,
      PathCompiler paths,
      StateBudget budget,
      PendingRows pending) {
    this.spec = spec;
    this.functions = functions;
    this.division = division;
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
    int described = aggregate.keys().size() + (aggregate.window() == null ? 0 : 1);
    GroupSender sender = new GroupSender(output, pending, described);
    List<Aggregates> compiled = new ArrayList<>();
    compiled.add(compile(aggregate));
    int partitions = isDivided(aggregate, compiled.get(0)) ? division.partitions() : 1;
    OpenPanes open = new OpenPanes();
    if (partitions == 1) {
      return division.whole(operator(aggregate, drafts, compiled.get(0), open, keys -> sender));
    }
    while (compiled.size() < partitions) {
      compiled.add(compile(aggregate));
    }
    boolean sessions = aggregate.window() instanceof WindowSpec.Session;
    MergedGroups merged = new MergedGroups(aggregate.schema(), sessions, sender, partitions);
    return division.divided(
        drafts.stream().map(draft -> router(aggregate, draft)).toList(),
        merged,
        (number, fates, records) ->
            operator(aggregate, drafts, compiled.get(number), open, merged::place));
  }

  /**
   * Adding numbers to groups takes no longer than dividing the rows, so that is not done; nor where
   * nobody knows before what objects of sessions that merge will take.
   */
  private static boolean isDivided(Plan.Aggregate aggregate, Aggregates aggregates) {
    boolean sessions = aggregate.window() instanceof WindowSpec.Session;
    return !aggregate.keys().isEmpty()
        && aggregates.boundGrowth()
        && sessions != aggregates.holdsObjects();
  }

  private KeyedOperator operator(
      Plan.Aggregate aggregate,
      List<PathCompiler.Draft> drafts,
      Aggregates aggregates,
      OpenPanes open,
      Function<KeyTable, GroupSink> sinkOf) {
    KeyTable keys = new KeyTable(keyTypes(aggregate));
    List<Groups> groups = new ArrayList<>();
    for (PathCompiler.Draft draft : drafts) {
      groups.add(groups(aggregate, draft, keys));
    }
    WindowResults results =
        new WindowResults(
            aggregate.schema(),
            aggregate.window() != null,
            keys,
            aggregate.keys().size(),
            aggregates,
            sinkOf.apply(keys));
    return new AggregateOperator(windows(aggregate, aggregates, keys, open), groups, results);
  }

  private static List<DataType> keyTypes(Plan.Aggregate aggregate) {
    return aggregate.keys().stream().map(key -> key.expr().type()).toList();
  }

  private Router router(Plan.Aggregate aggregate, PathCompiler.Draft draft) {
    List<TableSide.OnTable> onTable = keysOnTable(aggregate);
    if (onTable != null) {
      return new TableRowRouter(
          draft.joinNumber(onTable.get(0).join()), keyTypes(aggregate), kernels(onTable));
    }
    List<Kernel> kernels = aggregate.keys().stream().map(k -> paths.kernel(k.expr())).toList();
    return new KeyRouter(keyTypes(aggregate), kernels);
  }

  private List<Kernel> kernels(List<TableSide.OnTable> keys) {
    return keys.stream().map(key -> paths.kernel(key.expr())).toList();
  }

  private Aggregates compile(Plan.Aggregate aggregate) throws PlanException {
    List<AggregateCall> calls =
        aggregate.aggregates().stream().map(Plan.NamedAggregate::call).toList();
    try {
      return AggregateCompiler.compile(calls, functions);
    } catch (FunctionException e) {
      throw new PlanException("query %s: %s".formatted(spec.name(), e.getMessage()));
    }
  }

  private Aggregation windows(
      Plan.Aggregate aggregate, Aggregates aggregates, KeyTable keys, OpenPanes open) {
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
    return new PaneAggregation(aggregates, keys, grid, yields, budget, open);
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
      return new TableRowGroups(keys, join, kernels(onTable));
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
