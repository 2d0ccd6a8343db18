package io.weir.sql.query;

import io.weir.engine.plan.Plan.TableJoin;
import io.weir.operators.expr.Expr;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Refusal;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;

/** {@code table_version(alias)}: the hidden column that a join adds. */
final class TableVersions {

  private TableVersions() {}

  static Expr find(Scope scope, FunctionCallContext call) {
    String form = "table_version(alias of a joined table)";
    if (call.argument.size() != 1) {
      throw new Refusal(call, "found " + call.argument.size() + " arguments, expected " + form);
    }
    String alias = call.argument.get(0).getText().replace("`", "");
    return scope.columns().stream()
        .filter(c -> c.isOf(alias) && c.isCalled(TableJoin.VERSION_COLUMN))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    call,
                    Syntax.source(call)
                        + ": there is no joined table "
                        + alias
                        + " here; expected "
                        + form
                        + " of an INNER or LEFT JOIN"))
        .column();
  }
}
