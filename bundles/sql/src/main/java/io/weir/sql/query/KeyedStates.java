package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.UserCode;
import io.weir.operators.expr.Expr;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;

/**
 * Builds {@code flat_map_groups_with_state(TABLE(rows), 'function', keys)}: what Spark has as a
 * method of grouped Datasets.
 */
final class KeyedStates {

  private static final String NAME = "flat_map_groups_with_state";

  private final Functions functions;

  KeyedStates(Functions functions) {
    this.functions = functions;
  }

  /** Whether a call is one. */
  static boolean isOne(FunctionTableContext call) {
    return TableCalls.name(call).equals(NAME);
  }

  /** What the function makes of the rows. */
  Scope over(FunctionTableContext call, Scope scope, String relation) {
    List<Expr> arguments = TableCalls.keys(call, 1, scope, functions);
    if (arguments.size() < 2
        || !(arguments.get(0) instanceof Expr.Literal name)
        || !(name.value() instanceof String function)) {
      throw new Refusal(
          call,
          NAME
              + "(…): expected the name of a function in quotes and at least one key, such as "
              + NAME
              + "(TABLE(readings), 'presence', device)");
    }
    GroupStateType<?> type = functions.groupState(call, function);
    List<Expr> keys = arguments.subList(1, arguments.size());
    List<NamedExpr> columns =
        scope.star(null).stream().map(c -> new NamedExpr(c.name(), c.column())).toList();
    Schema rows =
        new Schema(columns.stream().map(c -> Field.of(c.name(), c.expr().type())).toList());
    Schema made;
    try {
      List<DataType> types = keys.stream().map(Expr::type).toList();
      made = UserCode.declared("outputSchema", () -> type.outputSchema(types, rows));
    } catch (IllegalArgumentException e) {
      throw new Refusal(call, type.name() + ": " + e.getMessage());
    }
    checkNames(call, type, made);
    return Scope.of(
        relation,
        new Plan.KeyedState(scope.plan(), type.name(), type.timeout(), keys, columns, made));
  }

  private static void checkNames(FunctionTableContext call, GroupStateType<?> type, Schema made) {
    Set<String> names = new HashSet<>(Set.of(Plan.KeyedState.EVENT_TIME_COLUMN));
    boolean distinct = made.size() > 0;
    for (Field field : made.fields()) {
      distinct &= !field.hidden() && names.add(field.name().toLowerCase(Locale.ROOT));
    }
    if (!distinct) {
      throw new Refusal(
          call,
          type.name()
              + " makes the columns "
              + made
              + "; expected at least one, of different names, none hidden or called "
              + Plan.KeyedState.EVENT_TIME_COLUMN);
    }
  }
}
