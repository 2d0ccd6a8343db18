package io.weir.sql.query;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.SortKey;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.Syntax;
import io.weir.sql.literal.NumberText;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NumericLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryOrganizationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SortItemContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds ORDER BY, LIMIT and OFFSET. They see the columns of the result, and hidden ones that
 * {@link OrderColumns} made of what else ORDER BY asks for.
 */
final class Ordering {

  private final Functions functions;

  Ordering(Functions functions) {
    this.functions = functions;
  }

  /** What a query is ordered by, as written. */
  static List<ExpressionContext> expressions(QueryContext query) {
    return query.queryOrganization().order.stream().map(SortItemContext::expression).toList();
  }

  /** The rows of a query in the order that it asks for. */
  Plan ordered(Plan plan, QueryContext query) {
    QueryOrganizationContext context = query.queryOrganization();
    if (isNothing(context)) {
      return plan;
    }
    List<SortKey> keys = new ArrayList<>();
    for (SortItemContext item : context.order) {
      if (isAll(item, plan)) {
        for (int i = 0; i < visible(plan); i++) {
          keys.add(key(item, column(plan, i)));
        }
      } else {
        keys.add(key(item, value(item.expression(), plan, query)));
      }
    }
    int offset = context.offset == null ? 0 : count(context.offset, "OFFSET");
    int limit = context.limit == null ? Integer.MAX_VALUE : count(context.limit, "LIMIT");
    return new Plan.Sort(plan, keys, offset, limit);
  }

  private static boolean isNothing(QueryOrganizationContext context) {
    return context.getChildCount() == 0;
  }

  /** Refuses an order inside a query, where none has a meaning. */
  static void refuseInside(QueryOrganizationContext context) {
    if (!isNothing(context)) {
      throw new Refusal(
          context,
          "ORDER BY, LIMIT and OFFSET can stand at the end of the whole query only; rows that flow"
              + " have no last one");
    }
  }

  private static boolean isAll(SortItemContext item, Plan plan) {
    return item.expression().getText().equalsIgnoreCase("all")
        && plan.schema().fields().stream().noneMatch(f -> f.name().equalsIgnoreCase("all"));
  }

  private static int visible(Plan plan) {
    return (int) plan.schema().fields().stream().filter(f -> !f.hidden()).count();
  }

  private static ColumnRef column(Plan plan, int index) {
    return new ColumnRef(
        index, plan.schema().field(index).name(), plan.schema().field(index).type());
  }

  private static SortKey key(SortItemContext item, Expr value) {
    boolean descending = item.ordering != null && item.DESC() != null;
    boolean nullsFirst = item.nullOrder == null ? !descending : item.FIRST() != null;
    return new SortKey(value, descending, nullsFirst);
  }

  private Expr value(ExpressionContext expression, Plan plan, QueryContext query) {
    if (Syntax.unwrap(expression) instanceof NumericLiteralContext number) {
      int position = ordinal(number, plan);
      return column(plan, position - 1);
    }
    Integer selected = selected(expression, query);
    if (selected != null && selected < visible(plan)) {
      return column(plan, selected);
    }
    int made = plan.schema().indexOf(Syntax.source(expression));
    if (made >= 0 && plan.schema().field(made).hidden()) {
      return column(plan, made);
    }
    Scope scope = Scope.of("", plan);
    ScalarCalls calls =
        new ScalarCalls(scope, "ORDER BY", "give it a name in SELECT, and order by that");
    return new Expressions(functions, name -> resolve(scope, name), calls).value(expression);
  }

  private static Expr resolve(Scope scope, ColumnName name) {
    Expr found = scope.find(name);
    if (found == null) {
      throw new Refusal(
          name.place(), scope.unknown(name).reason() + "; ORDER BY sees what is selected");
    }
    return found;
  }

  private static int ordinal(NumericLiteralContext number, Plan plan) {
    int columns = visible(plan);
    if (NumberText.of(number.number()) instanceof Literal literal
        && literal.value() instanceof Integer position
        && position >= 1
        && position <= columns) {
      return position;
    }
    throw new Refusal(
        number,
        "ORDER BY "
            + number.getText()
            + ": a number is the position of a column in SELECT, from 1 to "
            + columns);
  }

  /** The item of SELECT that is written alike: {@code SELECT count(*) AS n … ORDER BY count(*)}. */
  private static @Nullable Integer selected(ExpressionContext expression, QueryContext query) {
    List<RegularQuerySpecificationContext> selects = new ArrayList<>();
    Syntax.find(query.queryTerm(), RegularQuerySpecificationContext.class, selects);
    if (selects.isEmpty()) {
      return null;
    }
    List<SelectItem> items = SelectItem.of(selects.get(0).selectClause());
    if (items.stream().anyMatch(item -> item.star() != null || item.generator() != null)) {
      return null;
    }
    String text = Syntax.source(expression);
    for (int i = 0; i < items.size(); i++) {
      if (Syntax.source(items.get(i).expression()).equalsIgnoreCase(text)) {
        return i;
      }
    }
    return null;
  }

  private static int count(ParserRuleContext expression, String clause) {
    if (Syntax.unwrap(expression) instanceof NumericLiteralContext number
        && NumberText.of(number.number()) instanceof Literal literal
        && literal.value() instanceof Integer count
        && count >= 0) {
      return count;
    }
    throw new Refusal(expression, clause + " needs a whole number, written out, of 0 or more");
  }
}
