package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.function.GroupStateType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.SortKey;
import io.weir.operators.KeyedOperator;
import io.weir.operators.Operator;
import io.weir.operators.RowSink;
import io.weir.operators.StateBudget;
import io.weir.operators.Tasks;
import io.weir.operators.dedup.Deduplication;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.function.FunctionException;
import io.weir.operators.group.Groups;
import io.weir.operators.group.KeyedGroups;
import io.weir.operators.key.KeyTable;
import io.weir.operators.partition.KeyRouter;
import io.weir.operators.partition.MergedRows;
import io.weir.operators.partition.MergedSelection;
import io.weir.operators.partition.Router;
import io.weir.operators.streamjoin.StreamJoin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a plan at the nodes that keep something: each becomes a step, with paths to it. */
final class StepCompiler {

  private final QuerySpec spec;
  private final FunctionCatalog functions;
  private final PathCompiler paths;
  private final AggregateCompilation aggregates;
  private final PendingRows pending;
  private final RecordFates fates;
  private final StateBudget budget;
  private final Division division;
  private final List<Step> steps = new ArrayList<>();
  private boolean chained;

  StepCompiler(QuerySpec spec, FunctionCatalog functions, Tasks tasks) {
    this.spec = spec;
    this.functions = functions;
    this.paths = new PathCompiler(spec, functions, this::step);
    this.budget = new StateBudget(spec.maxStateBytes());
    this.pending = new PendingRows(spec.plan().schema());
    this.fates =
        new RecordFates(
            Plans.contains(spec.plan(), plan -> plan instanceof Plan.StreamJoin), pending);
    this.division = new Division(spec.plan(), tasks, budget, fates);
    this.aggregates = new AggregateCompilation(spec, functions, division, paths, budget, pending);
  }

  /** The whole query. */
  QueryGraph compile() throws PlanException {
    Plan plan = spec.plan() instanceof Plan.Sort sort ? sort.input() : spec.plan();
    List<PathCompiler.Draft> drafts = paths.paths(plan, PathCompiler.all(plan));
    add(new ResultOperator(pending), new Feed(), drafts);
    return new QueryGraph(
        paths.inputs(),
        steps,
        paths.tables(),
        pending,
        order(),
        fates,
        Legality.resultOf(plan) != null,
        chained);
  }

  private @Nullable ResultOrder order() {
    if (!(spec.plan() instanceof Plan.Sort sort)) {
      return null;
    }
    return new ResultOrder(sort, paths.kernels(sort.keys().stream().map(SortKey::expr).toList()));
  }

  private Feed step(Plan plan, BitSet needed) throws PlanException {
    Feed output = new Feed();
    if (plan instanceof Plan.Aggregate aggregate) {
      List<PathCompiler.Draft> drafts =
          paths.paths(aggregate.input(), AggregateCompilation.needed(aggregate));
      add(aggregates.operator(aggregate, drafts, output), output, drafts);
    } else if (plan instanceof Plan.StreamJoin join) {
      add(join, needed, output);
    } else if (plan instanceof Plan.KeyedState state) {
      BitSet below = new BitSet();
      state.keys().forEach(key -> below.or(Exprs.references(key)));
      state.columns().forEach(column -> below.or(Exprs.references(column.expr())));
      List<PathCompiler.Draft> drafts = paths.paths(state.input(), below);
      add(keyedState(state, drafts, output), output, drafts);
    } else {
      Plan.Deduplicate deduplicate = (Plan.Deduplicate) plan;
      BitSet below = (BitSet) needed.clone();
      deduplicate.keys().forEach(key -> below.or(Exprs.references(key)));
      List<PathCompiler.Draft> drafts = paths.paths(deduplicate.input(), below);
      add(deduplication(deduplicate, drafts, output), output, drafts);
    }
    return output;
  }

  private void add(Plan.StreamJoin join, BitSet needed, Feed output) throws PlanException {
    JoinCompilation compilation = new JoinCompilation(join, needed, paths);
    List<PathCompiler.Draft> left = paths.paths(join.left(), compilation.neededOfLeft());
    List<PathCompiler.Draft> right = paths.paths(join.right(), compilation.neededOfRight());
    List<PathCompiler.Draft> drafts = new ArrayList<>(left);
    drafts.addAll(right);
    boolean[] leftPaths = new boolean[drafts.size()];
    Arrays.fill(leftPaths, 0, left.size(), true);
    add(join(join, compilation, drafts, leftPaths, output), output, drafts);
  }

  private Operator join(
      Plan.StreamJoin join,
      JoinCompilation compilation,
      List<PathCompiler.Draft> drafts,
      boolean[] leftPaths,
      Feed output) {
    int partitions = join.keys().isEmpty() ? 1 : division.partitions();
    if (partitions == 1) {
      return division.whole(
          new StreamJoin(compilation.setup(), leftPaths, budget, fates, fates, output));
    }
    List<Router> routers = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      routers.add(compilation.router(leftPaths[i]));
    }
    MergedRows merged = new MergedRows(join.schema(), output, partitions);
    return division.divided(
        routers,
        merged,
        (number, own, records) ->
            new StreamJoin(
                compilation.setup(), leftPaths, budget, records, own, merged.place(records)));
  }

  /** Adds a step behind the paths that lead to it. */
  private void add(Operator operator, Feed output, List<PathCompiler.Draft> drafts) {
    List<Feed> feeds = drafts.stream().map(draft -> draft.feed).distinct().toList();
    Step step = new Step(operator, output, feeds.size(), spec.maxWatermark());
    boolean readsSteps = feeds.stream().anyMatch(feed -> !paths.inputs().containsValue(feed));
    chained |= readsSteps && (feeds.size() > 1 || !(operator instanceof ResultOperator));
    steps.add(step);
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).add(step, i);
    }
    for (int i = 0; i < drafts.size(); i++) {
      PathCompiler.Draft draft = drafts.get(i);
      draft.feed.add(new QueryPath(i, draft.stages, step, feeds.indexOf(draft.feed)));
    }
  }

  private Operator keyedState(Plan.KeyedState state, List<PathCompiler.Draft> drafts, Feed output)
      throws PlanException {
    return new StateCompilation(state, function(state), drafts.size(), paths, division, pending)
        .operator(budget, output);
  }

  private GroupStateType<?> function(Plan.KeyedState state) throws PlanException {
    try {
      return functions.groupState(state.function());
    } catch (FunctionException e) {
      throw new PlanException("query %s: %s".formatted(spec.name(), e.getMessage()));
    }
  }

  private Operator deduplication(
      Plan.Deduplicate deduplicate, List<PathCompiler.Draft> drafts, Feed output) {
    int partitions = deduplicate.keys().isEmpty() ? 1 : division.partitions();
    if (partitions == 1) {
      return division.whole(operator(deduplicate, drafts, output));
    }
    MergedSelection merged = new MergedSelection(output, partitions);
    List<Router> routers = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      routers.add(new KeyRouter(types(deduplicate), paths.kernels(deduplicate.keys())));
    }
    return division.divided(
        routers,
        merged,
        (number, own, records) -> operator(deduplicate, drafts, merged.place(number)));
  }

  private static List<DataType> types(Plan.Deduplicate deduplicate) {
    return deduplicate.keys().stream().map(Expr::type).toList();
  }

  private KeyedOperator operator(
      Plan.Deduplicate deduplicate, List<PathCompiler.Draft> drafts, RowSink output) {
    KeyTable keys = new KeyTable(types(deduplicate));
    List<Groups> groups = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      groups.add(new KeyedGroups(keys, paths.kernels(deduplicate.keys())));
    }
    Long after = deduplicate.forgottenAfterMicros();
    return new Deduplication(keys, groups, after == null ? Long.MAX_VALUE : after, budget, output);
  }
}
