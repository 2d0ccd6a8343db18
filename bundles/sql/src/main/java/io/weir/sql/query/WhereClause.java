package io.weir.sql.query;

import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LogicalBinaryContext;
import org.jspecify.annotations.Nullable;

/** Builds WHERE: conditions of rows, and subqueries over tables. */
final class WhereClause {

  static final String WHERE = "WHERE";

  private final Functions functions;
  private final JoinConditions joins;
  private final TableSubqueries subqueries;

  WhereClause(Functions functions, JoinConditions joins, TableSubqueries subqueries) {
    this.functions = functions;
    this.joins = joins;
    this.subqueries = subqueries;
  }

  /** A condition without subqueries. */
  Expr condition(Scope scope, SelectList list, ParserRuleContext condition) {
    return values(scope, list).condition(condition, WHERE);
  }

  private Expressions values(Scope scope, SelectList list) {
    ScalarCalls calls =
        new ScalarCalls(scope, WHERE, "use HAVING, which sees whole groups, or FILTER (WHERE …)");
    return new Expressions(functions, list.withoutAliases(WHERE), calls);
  }

  /**
   * The rows for which a condition is true. Subqueries stand where the text has them, so that what
   * is before one decides first; but what is asked of the pairs of a join comes before all.
   */
  Scope filtered(
      Scope scope, SelectList list, BooleanExpressionContext condition, CommonTables ctes) {
    List<ParserRuleContext> parts = new ArrayList<>();
    split(condition, parts);
    if (parts.stream().noneMatch(part -> TableSubqueries.of(part) != null)) {
      return joins.filtered(scope, condition(scope, list, condition));
    }
    if (JoinConditions.areAwaited(scope.plan())) {
      List<ParserRuleContext> first = new ArrayList<>();
      parts.stream().filter(part -> TableSubqueries.of(part) == null).forEach(first::add);
      parts.removeAll(first);
      parts.addAll(0, first);
    }
    Expressions values = values(scope, list);
    Scope rows = scope;
    Expr pending = null;
    for (ParserRuleContext part : parts) {
      TableSubqueries.Subquery subquery = TableSubqueries.of(part);
      if (subquery == null) {
        Expr next = values.condition(part, "AND");
        pending = pending == null ? next : new And(pending, next);
      } else {
        rows = subqueries.decided(filtered(rows, pending), values, subquery, ctes);
        pending = null;
      }
    }
    return filtered(rows, pending);
  }

  private Scope filtered(Scope rows, @Nullable Expr condition) {
    return condition == null ? rows : joins.filtered(rows, condition);
  }

  /** The conditions between the words AND. */
  private static void split(ParserRuleContext condition, List<ParserRuleContext> parts) {
    ParserRuleContext node = Syntax.unwrap(condition);
    if (node instanceof LogicalBinaryContext both && both.operator.getType() == SqlBaseParser.AND) {
      split(both.left, parts);
      split(both.right, parts);
    } else {
      parts.add(node);
    }
  }
}
