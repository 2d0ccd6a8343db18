package io.weir.sql.query;

import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.ColumnResolver;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.SpecialCalls;
import io.weir.sql.expression.Syntax;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NumericLiteralContext;

/**
 * What ORDER BY asks for beyond the columns of the result: hidden columns, named as the expression
 * is written.
 */
final class OrderColumns {

  private final Functions functions;
  private final ColumnResolver input;
  private final SpecialCalls calls;
  private final List<SelectItem> items;
  private final List<NamedExpr> result;
  private boolean beyond;

  /**
   * Columns of one SELECT.
   *
   * @param input what names mean that are none of the result
   * @param calls what aggregates and windows mean
   * @param items of SELECT
   * @param result the columns that they are, over the same as {@code input}
   */
  OrderColumns(
      Functions functions,
      ColumnResolver input,
      SpecialCalls calls,
      List<SelectItem> items,
      List<NamedExpr> result) {
    this.functions = functions;
    this.input = input;
    this.calls = calls;
    this.items = items;
    this.result = result;
  }

  /** The column that an expression needs; none if those of the result do. */
  List<NamedExpr> of(ExpressionContext expression) {
    String text = Syntax.source(expression);
    if (Syntax.unwrap(expression) instanceof NumericLiteralContext
        || text.equalsIgnoreCase("all")
        || isSelected(text)) {
      return List.of();
    }
    beyond = Selects.hasAggregate(functions, expression) || Selects.hasWindow(expression);
    Expr value = new Expressions(functions, this::resolve, calls).value(expression);
    return beyond ? List.of(new NamedExpr(text, value, true)) : List.of();
  }

  private boolean isSelected(String text) {
    return items.stream()
        .anyMatch(
            item -> item.star() == null && Syntax.source(item.expression()).equalsIgnoreCase(text));
  }

  private Expr resolve(ColumnName name) {
    List<Expr> found = new ArrayList<>();
    for (NamedExpr column : result) {
      if (column.name().equalsIgnoreCase(name.parts().get(0))) {
        found.add(column.expr());
      }
    }
    if (found.size() == 1) {
      return Scope.fields(found.get(0), name.parts(), 1, name.place());
    }
    beyond = true;
    return input.resolve(name);
  }
}
