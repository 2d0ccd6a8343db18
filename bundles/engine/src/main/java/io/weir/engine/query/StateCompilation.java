package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.api.function.GroupStateType;
import io.weir.engine.plan.Plan;
import io.weir.operators.Operator;
import io.weir.operators.RowFates;
import io.weir.operators.RowSink;
import io.weir.operators.StateBudget;
import io.weir.operators.expr.Expr;
import io.weir.operators.group.KeyedGroups;
import io.weir.operators.key.KeyTable;
import io.weir.operators.partition.KeyRouter;
import io.weir.operators.partition.Merged;
import io.weir.operators.partition.MergedFailures;
import io.weir.operators.partition.MergedRows;
import io.weir.operators.partition.Router;
import io.weir.operators.state.KeyedState;
import io.weir.operators.state.StateSetup;
import io.weir.operators.state.TimeoutFailures;
import java.util.ArrayList;
import java.util.List;

/** Makes the operator of a user's function over groups. */
final class StateCompilation {

  private final Plan.KeyedState state;
  private final GroupStateType<?> function;
  private final int pathCount;
  private final PathCompiler paths;
  private final Division division;
  private final PendingRows pending;
  private final String row; // tells a row that comes out

  StateCompilation(
      Plan.KeyedState state,
      GroupStateType<?> function,
      int pathCount,
      PathCompiler paths,
      Division division,
      PendingRows pending) {
    this.state = state;
    this.function = function;
    this.pathCount = pathCount;
    this.paths = paths;
    this.division = division;
    this.pending = pending;
    this.row = "a row of " + state.function();
  }

  Operator operator(StateBudget budget, RowSink output) {
    RowFates resultFates = new ResultFates(pending, position -> row);
    TimeoutFailures failures = (due, keys, key, reason) -> pending.fail(row, reason);
    int partitions = state.keys().isEmpty() ? 1 : division.partitions();
    if (partitions == 1) {
      return division.whole(operator(budget, resultFates, failures, output));
    }
    MergedRows rows = new MergedRows(state.schema(), output, partitions);
    MergedFailures failed = new MergedFailures(failures);
    Merged merged =
        new Merged() {
          @Override
          public void flow(RowFates fates) {
            failed.flow();
            rows.flow(resultFates);
          }

          @Override
          public void forget() {
            failed.forget();
            rows.forget();
          }
        };
    List<Router> routers = new ArrayList<>();
    for (int i = 0; i < pathCount; i++) {
      routers.add(new KeyRouter(keyTypes(), paths.kernels(state.keys())));
    }
    return division.divided(
        routers,
        merged,
        (number, fates, records) ->
            operator(budget, resultFates, failed.place(), rows.place(records)));
  }

  private List<DataType> keyTypes() {
    return state.keys().stream().map(Expr::type).toList();
  }

  private KeyedState operator(
      StateBudget budget, RowFates resultFates, TimeoutFailures failures, RowSink output) {
    KeyTable keys = new KeyTable(keyTypes());
    List<Expr> columns = state.columns().stream().map(Plan.NamedExpr::expr).toList();
    List<KeyedState.StatePath> ways = new ArrayList<>();
    for (int i = 0; i < pathCount; i++) {
      ways.add(
          new KeyedState.StatePath(
              new KeyedGroups(keys, paths.kernels(state.keys())),
              paths.kernels(state.keys()),
              paths.kernels(columns)));
    }
    StateSetup setup = new StateSetup(function, keys, keyTypes(), state.schema());
    return new KeyedState(setup, ways, budget, resultFates, failures, output);
  }
}
