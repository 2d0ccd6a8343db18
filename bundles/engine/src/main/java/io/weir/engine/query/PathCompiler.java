package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.operators.EventTimeStage;
import io.weir.operators.FilterStage;
import io.weir.operators.ProjectStage;
import io.weir.operators.Stage;
import io.weir.operators.expand.ExplodeStage;
import io.weir.operators.expand.GroupingSetsStage;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Kernels;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.join.JoinKind;
import io.weir.operators.join.JoinedColumns;
import io.weir.operators.join.JoinedTable;
import io.weir.operators.join.TableFilter;
import io.weir.operators.join.TableJoinStage;
import io.weir.operators.join.Validity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns what keeps nothing into paths of stages, from an input or a step on. A UNION has a path for
 * each of its inputs: what stands above it is compiled once a path, for it keeps nothing but
 * caches.
 */
final class PathCompiler {

  /** A path in the making. */
  static final class Draft {
    final Feed feed;
    final List<Stage> stages = new ArrayList<>();
    final IdentityHashMap<Plan.TableJoin, Integer> joinNumbers = new IdentityHashMap<>();

    Draft(Feed feed) {
      this.feed = feed;
    }

    /** The number of a join that is on the path. */
    int joinNumber(Plan.TableJoin join) {
      return Objects.requireNonNull(joinNumbers.get(join));
    }
  }

  /** Makes the step of a node that keeps state. */
  @FunctionalInterface
  interface Steps {
    /**
     * Makes a step.
     *
     * @param plan the node
     * @param needed the columns of it that anybody looks at
     * @return where its rows come out
     */
    Feed step(Plan plan, BitSet needed) throws PlanException;
  }

  private final QuerySpec spec;
  private final FunctionCatalog functions;
  private final Steps steps;
  private final Map<String, Feed> inputs = new LinkedHashMap<>();
  private final Map<String, List<JoinedTable>> tables = new LinkedHashMap<>();

  PathCompiler(QuerySpec spec, FunctionCatalog functions, Steps steps) {
    this.spec = spec;
    this.functions = functions;
    this.steps = steps;
  }

  /** The sources and queries read so far, in the order of the plan. */
  Map<String, Feed> inputs() {
    return inputs;
  }

  /** The tables of all joins compiled so far, by name, in the order of the plan. */
  Map<String, List<JoinedTable>> tables() {
    return tables;
  }

  Kernel kernel(Expr expr) {
    return Kernels.compile(expr, functions);
  }

  List<Kernel> kernels(List<Expr> exprs) {
    return exprs.stream().map(this::kernel).toList();
  }

  /** The paths to a plan's rows; {@code needed} are the columns that anybody looks at. */
  List<Draft> paths(Plan plan, BitSet needed) throws PlanException {
    if (plan instanceof Plan.SourceScan scan) {
      return List.of(new Draft(input(scan.source())));
    }
    if (plan instanceof Plan.QueryScan scan) {
      return List.of(new Draft(input(scan.query())));
    }
    if (plan instanceof Plan.Union union) {
      List<Draft> all = new ArrayList<>();
      for (Plan input : union.inputs()) {
        all.addAll(paths(input, needed));
      }
      return all;
    }
    if (Plans.keepsState(plan)) {
      return List.of(new Draft(steps.step(plan, needed)));
    }
    Plan input = plan.inputs().get(0);
    List<Draft> drafts;
    if (plan instanceof Plan.Filter filter && filter.input() instanceof Plan.TableJoin join) {
      TableSide.Split split = splitOver(join, filter.condition());
      BitSet below = (BitSet) needed.clone();
      Expr rest = split.rest();
      if (rest != null) {
        below.or(Exprs.references(rest));
      }
      drafts = paths(join.input(), neededBelow(join, below));
      for (Draft draft : drafts) {
        addJoin(draft, join, below, split);
        if (rest != null) {
          draft.stages.add(new FilterStage(kernel(rest)));
        }
      }
      return drafts;
    }
    drafts = paths(input, neededBelow(plan, needed));
    for (Draft draft : drafts) {
      addStage(draft, plan, needed);
    }
    return drafts;
  }

  private Feed input(String name) {
    return inputs.computeIfAbsent(name, n -> new Feed());
  }

  private static TableSide.Split splitOver(Plan.TableJoin join, Expr condition) {
    return join.residual() == null && join.asOf() == null
        ? TableSide.split(join, condition)
        : new TableSide.Split(null, true, condition);
  }

  private void addStage(Draft draft, Plan plan, BitSet needed) throws PlanException {
    if (plan instanceof Plan.Filter filter) {
      draft.stages.add(new FilterStage(kernel(filter.condition())));
    } else if (plan instanceof Plan.Project project) {
      List<Expr> exprs = project.columns().stream().map(Plan.NamedExpr::expr).toList();
      draft.stages.add(new ProjectStage(project.schema(), kernels(exprs)));
    } else if (plan instanceof Plan.EventTime retimed) {
      draft.stages.add(new EventTimeStage(kernel(retimed.time())));
    } else if (plan instanceof Plan.TableJoin join) {
      addJoin(draft, join, needed, new TableSide.Split(null, true, null));
    } else if (plan instanceof Plan.Explode explode) {
      Schema input = explode.input().schema();
      draft.stages.add(
          new ExplodeStage(plan.schema(), input, kernel(explode.array()), explode.outer(), needed));
    } else if (plan instanceof Plan.GroupingSets sets) {
      List<Expr> keys = sets.keys().stream().map(Plan.NamedExpr::expr).toList();
      Schema input = sets.input().schema();
      draft.stages.add(
          new GroupingSetsStage(plan.schema(), input, kernels(keys), sets.sets(), needed));
    } else {
      throw Legality.refused(
          spec,
          "%s is not supported here".formatted(plan.getClass().getSimpleName()),
          "write the query without it");
    }
  }

  private static BitSet neededBelow(Plan plan, BitSet needed) {
    BitSet below = new BitSet();
    if (plan instanceof Plan.Project project) {
      // Every column is computed, also one that nobody reads: it may fail.
      project.columns().forEach(c -> below.or(Exprs.references(c.expr())));
    } else if (plan instanceof Plan.Filter filter) {
      below.or(needed);
      below.or(Exprs.references(filter.condition()));
    } else if (plan instanceof Plan.EventTime retimed) {
      below.or(needed);
      below.or(Exprs.references(retimed.time()));
    } else if (plan instanceof Plan.TableJoin join) {
      int width = join.input().schema().size();
      below.or(needed);
      Expr residual = join.residual();
      if (residual != null) {
        below.or(Exprs.references(residual));
      }
      below.clear(width, Math.max(width, below.length()));
      join.keys().forEach(key -> below.or(Exprs.references(key.left())));
      Plan.AsOf asOf = join.asOf();
      if (asOf != null) {
        below.or(Exprs.references(asOf.time()));
      }
    } else if (plan instanceof Plan.Explode explode) {
      below.or(ofInput(explode.input(), needed));
      below.or(Exprs.references(explode.array()));
    } else if (plan instanceof Plan.GroupingSets sets) {
      below.or(ofInput(sets.input(), needed));
      sets.keys().forEach(key -> below.or(Exprs.references(key.expr())));
    }
    return below;
  }

  private static BitSet ofInput(Plan input, BitSet needed) {
    return needed.get(0, input.schema().size());
  }

  private void addJoin(Draft draft, Plan.TableJoin asked, BitSet needed, TableSide.Split split) {
    int number = draft.joinNumbers.size();
    draft.joinNumbers.put(asked, number);
    Plan.TableJoin join = TableSide.keyed(asked);
    List<Expr> left = join.keys().stream().map(Plan.JoinKey::left).toList();
    List<Expr> right = join.keys().stream().map(Plan.JoinKey::right).toList();
    boolean[] nullSafe = new boolean[join.keys().size()];
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < nullSafe.length; i++) {
      nullSafe[i] = join.keys().get(i).nullSafe();
      types.add(right.get(i).type());
    }
    Expr filter = split.table();
    Plan.AsOf asOf = join.asOf();
    JoinedTable table =
        new JoinedTable(
            join.tableSchema(),
            kernels(right),
            types,
            nullSafe,
            filter == null ? null : new TableFilter(kernel(filter), split.decidesNulls()),
            asOf == null ? null : new Validity(asOf.validFrom(), asOf.key()));
    tables.computeIfAbsent(join.table(), name -> new ArrayList<>()).add(table);
    Expr residual = join.residual();
    draft.stages.add(
        new TableJoinStage(
            number,
            JoinKind.valueOf(join.kind().name()),
            table,
            kernels(left),
            asOf == null ? null : kernel(asOf.time()),
            residual == null ? null : kernel(residual),
            columns(join, join.schema(), needed),
            columns(
                join,
                pairSchema(join),
                residual == null ? new BitSet() : Exprs.references(residual))));
  }

  private static JoinedColumns columns(Plan.TableJoin join, Schema schema, BitSet needed) {
    boolean pairs = schema.size() > join.input().schema().size();
    return new JoinedColumns(
        schema, join.input().schema().size(), pairs ? join.tableSchema().size() : 0, needed);
  }

  private static Schema pairSchema(Plan.TableJoin join) {
    List<Field> fields = new ArrayList<>(join.input().schema().fields());
    fields.addAll(join.tableSchema().fields());
    return new Schema(fields);
  }

  /** All columns of a plan. */
  static BitSet all(Plan plan) {
    BitSet all = new BitSet();
    all.set(0, plan.schema().size());
    return all;
  }
}
