package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.TimeRole;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.SpecialCalls;
import io.weir.sql.expression.Syntax;
import io.weir.sql.expression.WindowTime;
import io.weir.sql.literal.NumberText;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AggregationClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NumericLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;
import org.jspecify.annotations.Nullable;

/** A SELECT that groups: GROUP BY first, then HAVING and SELECT over its groups. */
final class AggregatedSelect {

  private final Functions functions;
  private final Scope scope;
  private final List<SelectItem> items;
  private final Grouping grouping;

  AggregatedSelect(Functions functions, Scope scope, List<TimeRole> roles, List<SelectItem> items) {
    this.functions = functions;
    this.scope = scope;
    this.items = items;
    this.grouping = new Grouping(functions, scope, roles);
  }

  Plan build(
      RegularQuerySpecificationContext context, boolean nested, List<ExpressionContext> order) {
    AggregationClauseContext groupBy = context.aggregationClause();
    if (groupBy != null) {
      groupBy(groupBy);
    } else if (context.selectClause().setQuantifier() != null
        && context.selectClause().setQuantifier().DISTINCT() != null
        && context.havingClause() == null) {
      items.forEach(item -> key(item.expression(), item.name(), new BitSet()));
    }
    SelectList list = new SelectList(scope, grouping::find, items);
    Expressions values = new Expressions(functions, list.withAliases(), grouping);
    List<NamedExpr> columns = new ArrayList<>();
    List<Grouping.Origin> origins = new ArrayList<>();
    for (SelectItem item : items) {
      List<NamedExpr> resolved = list.resolve(item, values);
      Grouping.Origin origin = grouping.origin(item.expression());
      for (NamedExpr column : resolved) {
        columns.add(column);
        origins.add(origin);
        grouping.name(column);
      }
    }
    OrderColumns more =
        new OrderColumns(functions, list.withAliases(), grouping, items, List.copyOf(columns));
    for (ExpressionContext key : order) {
      columns.addAll(more.of(key));
      Grouping.Origin origin = grouping.origin(key);
      while (origins.size() < columns.size()) {
        origins.add(origin);
      }
    }
    Expr having =
        context.havingClause() == null
            ? null
            : new Expressions(functions, list.forHaving(grouping::isGrouped), grouping)
                .condition(context.havingClause().booleanExpression(), "HAVING");
    Grouping.Origin havingOrigin = grouping.origin(context);
    Plan plan = grouping.plan(context);
    if (having != null) {
      plan = new Plan.Filter(plan, grouping.over(having, havingOrigin));
    }
    List<NamedExpr> output = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Expr value = grouping.over(columns.get(i).expr(), origins.get(i));
      output.add(new NamedExpr(columns.get(i).name(), value, columns.get(i).hidden()));
    }
    if (nested) {
      addEventTime(context, output);
    }
    return new Plan.Project(plan, output);
  }

  /** The event time of a group is the end of its window, less a microsecond. */
  private void addEventTime(ParserRuleContext context, List<NamedExpr> output) {
    ColumnRef window = grouping.windowOutput();
    if (window != null && output.stream().noneMatch(c -> c.name().equals(EventTimes.EVENT_TIME))) {
      Expr time = WindowTime.of(context, functions, window);
      output.add(new NamedExpr(EventTimes.EVENT_TIME, time, true));
    }
  }

  private void groupBy(AggregationClauseContext context) {
    new GroupingClause(this::keys).read(context).ifPresent(grouping::setSets);
  }

  /** The keys that an expression of GROUP BY means; none for a window. */
  private BitSet keys(ExpressionContext expression) {
    BitSet keys = new BitSet();
    ParserRuleContext inner = Syntax.unwrap(expression);
    if (inner instanceof NumericLiteralContext number) {
      SelectItem item = ordinal(number);
      key(item.expression(), item.name(), keys);
    } else if (ColumnName.of(inner) != null) {
      named(expression, ColumnName.of(inner), keys);
    } else {
      key(expression, aliasOf(expression), keys);
    }
    return keys;
  }

  /** A column of the input; else an alias of SELECT; else ALL. */
  private void named(ExpressionContext expression, @Nullable ColumnName name, BitSet keys) {
    if (name == null || scope.find(name) != null) {
      key(expression, SelectItem.nameOf(expression), keys);
      return;
    }
    if (name.parts().size() == 1) {
      String alias = name.parts().get(0);
      for (SelectItem item : items) {
        if (item.isCalled(alias)) {
          key(item.expression(), alias, keys);
          return;
        }
      }
      if (alias.equalsIgnoreCase("all")) {
        items.stream()
            .filter(item -> !Selects.hasAggregate(functions, item.expression()))
            .forEach(item -> key(item.expression(), item.name(), keys));
        return;
      }
    }
    throw scope.unknown(name);
  }

  private SelectItem ordinal(NumericLiteralContext number) {
    Expr value = NumberText.of(number.number());
    if (!(value instanceof Literal literal)
        || value.type() != DataType.INT
        || !(literal.value() instanceof Integer position)
        || position < 1
        || position > items.size()) {
      throw new Refusal(
          number,
          "GROUP BY "
              + number.getText()
              + ": a number is the position of a column in SELECT, from 1 to "
              + items.size());
    }
    return items.get(position - 1);
  }

  /** The name that SELECT gives to an expression written alike, for a plan that reads well. */
  private String aliasOf(ExpressionContext expression) {
    String text = Syntax.source(expression);
    return items.stream()
        .filter(item -> item.alias() != null && Syntax.source(item.expression()).equals(text))
        .map(SelectItem::name)
        .findFirst()
        .orElse(text);
  }

  private void key(ExpressionContext expression, String name, BitSet keys) {
    if (Syntax.unwrap(expression) instanceof FunctionCallContext call
        && SpecialCalls.WINDOWS.contains(Syntax.functionName(call))) {
      grouping.addWindow(Syntax.functionName(call), call);
      return;
    }
    ScalarCalls calls =
        new ScalarCalls(scope, "GROUP BY", "aggregates are computed of groups, not grouped by");
    Expr value = new Expressions(functions, scope::resolve, calls).value(expression);
    keys.set(grouping.addKey(Place.of(expression), name, value));
  }
}
