package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Case;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SearchedCaseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SimpleCaseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WhenClauseContext;
import org.jspecify.annotations.Nullable;

/** CASE in both forms. */
final class Cases {

  private final Functions functions;
  private final Expressions values;

  Cases(Functions functions, Expressions values) {
    this.functions = functions;
    this.values = values;
  }

  Expr searched(SearchedCaseContext context) {
    List<Expr> conditions = new ArrayList<>();
    for (WhenClauseContext when : context.whenClause()) {
      conditions.add(values.condition(when.condition, "WHEN"));
    }
    return build(context, conditions, context.whenClause(), context.elseExpression);
  }

  Expr simple(SimpleCaseContext context) {
    Expr value = values.value(context.value);
    List<Expr> conditions = new ArrayList<>();
    for (WhenClauseContext when : context.whenClause()) {
      conditions.add(functions.call(when, "=", value, values.value(when.condition)));
    }
    return build(context, conditions, context.whenClause(), context.elseExpression);
  }

  private Expr build(
      ParserRuleContext context,
      List<Expr> conditions,
      List<WhenClauseContext> whens,
      @Nullable ExpressionContext otherwise) {
    List<Expr> results = new ArrayList<>();
    whens.forEach(when -> results.add(values.value(when.result)));
    if (otherwise != null) {
      results.add(values.value(otherwise));
    }
    DataType type = functions.commonType(context, results);
    List<Branch> branches = new ArrayList<>();
    for (int i = 0; i < whens.size(); i++) {
      branches.add(
          new Branch(conditions.get(i), functions.cast(whens.get(i), results.get(i), type, false)));
    }
    Expr last =
        otherwise == null
            ? null
            : functions.cast(otherwise, results.get(whens.size()), type, false);
    return new Case(branches, last, type);
  }
}
