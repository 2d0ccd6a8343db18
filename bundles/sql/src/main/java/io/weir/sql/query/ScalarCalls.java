package io.weir.sql.query;

import io.weir.operators.expr.Expr;
import io.weir.sql.expression.AggregateSyntax;
import io.weir.sql.expression.SpecialCalls;
import io.weir.sql.parser.Refusal;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;

/**
 * Where neither aggregates nor windows can stand: WHERE, ON, a plain SELECT, inside an aggregate.
 */
final class ScalarCalls implements SpecialCalls {

  private final Scope scope;
  private final String where;
  private final String remedy;

  /**
   * A clause of single rows.
   *
   * @param scope its columns
   * @param where what it is called, such as {@code WHERE}
   * @param remedy what to do with an aggregate instead
   */
  ScalarCalls(Scope scope, String where, String remedy) {
    this.scope = scope;
    this.where = where;
    this.remedy = remedy;
  }

  @Override
  public Expr aggregate(AggregateSyntax call) {
    throw new Refusal(
        call.context(),
        "the aggregate " + call.name() + " cannot stand in " + where + "; " + remedy);
  }

  @Override
  public Expr window(String name, FunctionCallContext call) {
    throw new Refusal(
        call, name + "(…) cannot stand in " + where + "; group by it and select its start or end");
  }

  @Override
  public Expr tableVersion(FunctionCallContext call) {
    return TableVersions.find(scope, call);
  }

  @Override
  public Expr grouping(
      String name, FunctionCallContext call, List<? extends ParserRuleContext> arguments) {
    throw new Refusal(
        call, name + "(…) cannot stand in " + where + "; it belongs to SELECT and HAVING");
  }
}
