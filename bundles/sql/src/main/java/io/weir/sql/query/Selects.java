package io.weir.sql.query;

import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.SpecialCalls;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.Any_valueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FirstContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LastContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LateralViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;

/** Builds SELECT … FROM … WHERE … GROUP BY … HAVING …. */
final class Selects {

  private final Functions functions;
  private final EventTimes eventTimes;
  private final Relations relations;
  private final WhereClause where;
  private final Generators generators;

  Selects(Functions functions, EventTimes eventTimes, Relations relations, WhereClause where) {
    this.functions = functions;
    this.eventTimes = eventTimes;
    this.relations = relations;
    this.where = where;
    this.generators = new Generators(functions);
  }

  /**
   * The rows of a SELECT.
   *
   * @param nested whether another query reads them, which can ask for the hidden event time
   * @param order what the whole query is ordered by; what of it is no column of the result becomes
   *     a hidden one
   */
  Rows rows(
      RegularQuerySpecificationContext context,
      CommonTables ctes,
      boolean nested,
      List<ExpressionContext> order) {
    if (context.fromClause() == null) {
      throw noFrom(context);
    }
    Rows from = relations.from(context.fromClause(), ctes);
    List<SelectItem> items = SelectItem.of(context.selectClause());
    if (nested
        && from instanceof Rows.TableRows table
        && !isAggregated(functions, context, items)
        && context.lateralView().isEmpty()) {
      return tableRows(table, context, items);
    }
    Scope scope = Relations.stream(from);
    for (LateralViewContext view : context.lateralView()) {
      scope = generators.lateral(scope, view);
    }
    SelectList list = new SelectList(scope, scope::find, items);
    if (context.whereClause() != null) {
      scope = where.filtered(scope, list, context.whereClause().booleanExpression(), ctes);
    }
    boolean distinct = isDistinct(context);
    List<ExpressionContext> keys = distinct ? List.of() : order;
    if (isAggregated(functions, context, items) || (distinct && hasWindow(items))) {
      refuseGenerators(items);
      Plan plan =
          new AggregatedSelect(functions, scope, eventTimes.roles(scope.plan()), items)
              .build(context, nested && !distinct, keys);
      return result(distinct && context.aggregationClause() != null ? distinct(plan) : plan);
    }
    Plan plan = project(scope, list, items, nested && !distinct, keys);
    return result(distinct ? distinct(plan) : plan);
  }

  /** Spark reads {@code SELECT a, FROM r} as a column FROM with the name r. */
  private static Refusal noFrom(RegularQuerySpecificationContext context) {
    List<ColumnReferenceContext> columns = new ArrayList<>();
    Syntax.find(context.selectClause(), ColumnReferenceContext.class, columns);
    for (ColumnReferenceContext column : columns) {
      if (column.getText().equalsIgnoreCase("FROM")) {
        return new Refusal(column, "something is missing before FROM, or a comma is too many");
      }
    }
    return new Refusal(context, "a query needs FROM: a source, or another query");
  }

  private static Rows result(Plan plan) {
    return new Rows.Stream(Scope.of("", plan));
  }

  private static boolean isDistinct(RegularQuerySpecificationContext context) {
    return context.selectClause().setQuantifier() != null
        && context.selectClause().setQuantifier().DISTINCT() != null;
  }

  static boolean isAggregated(
      Functions functions, RegularQuerySpecificationContext context, List<SelectItem> items) {
    return context.aggregationClause() != null
        || context.havingClause() != null
        || items.stream().anyMatch(item -> hasAggregate(functions, item.expression()));
  }

  /** Whether an expression calls an aggregate. */
  static boolean hasAggregate(Functions functions, ParserRuleContext expression) {
    List<ParserRuleContext> calls = new ArrayList<>();
    Syntax.find(expression, ParserRuleContext.class, calls);
    return calls.stream()
        .anyMatch(
            c ->
                c instanceof FirstContext
                    || c instanceof LastContext
                    || c instanceof Any_valueContext
                    || (c instanceof FunctionCallContext call
                        && functions.catalog().isAggregate(Syntax.functionName(call))));
  }

  private static boolean hasWindow(List<SelectItem> items) {
    return items.stream().anyMatch(item -> hasWindow(item.expression()));
  }

  /** Whether an expression calls a window. */
  static boolean hasWindow(ParserRuleContext expression) {
    List<FunctionCallContext> calls = new ArrayList<>();
    Syntax.find(expression, FunctionCallContext.class, calls);
    return calls.stream().anyMatch(c -> SpecialCalls.WINDOWS.contains(Syntax.functionName(c)));
  }

  private Plan project(
      Scope scope,
      SelectList list,
      List<SelectItem> items,
      boolean nested,
      List<ExpressionContext> order) {
    ScalarCalls calls = new ScalarCalls(scope, "SELECT without GROUP BY", "add GROUP BY");
    Expressions values = new Expressions(functions, list.withAliases(), calls);
    List<NamedExpr> columns = new ArrayList<>();
    Plan rows = scope.plan();
    for (SelectItem item : items) {
      FunctionCallContext generator = item.generator();
      if (generator == null) {
        columns.addAll(list.resolve(item, values));
      } else if (rows != scope.plan()) {
        throw new Refusal(
            generator, "SELECT can make rows once; write the second in LATERAL VIEW …");
      } else {
        String alias = item.alias();
        List<String> names = alias == null ? item.names() : List.of(alias);
        Generators.Made made = generators.select(scope, generator, names);
        rows = made.plan();
        columns.addAll(made.columns());
      }
    }
    if (nested && columns.stream().noneMatch(c -> c.name().equals(EventTimes.EVENT_TIME))) {
      scope.columns().stream()
          .filter(c -> c.hidden() && !c.merged() && c.isCalled(EventTimes.EVENT_TIME))
          .forEach(c -> columns.add(new NamedExpr(c.name(), c.column(), true)));
    }
    OrderColumns more =
        new OrderColumns(functions, scope::resolve, calls, items, List.copyOf(columns));
    order.forEach(key -> columns.addAll(more.of(key)));
    return new Plan.Project(rows, columns);
  }

  private static void refuseGenerators(List<SelectItem> items) {
    for (SelectItem item : items) {
      FunctionCallContext generator = item.generator();
      if (generator != null) {
        throw new Refusal(
            generator,
            "SELECT cannot make rows of groups; make them before, in LATERAL VIEW "
                + Syntax.source(generator)
                + " t AS x");
      }
    }
  }

  /** All visible columns as keys, and nothing aggregated. */
  static Plan distinct(Plan plan) {
    List<NamedExpr> keys = new ArrayList<>();
    Schema schema = plan.schema();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      keys.add(new NamedExpr(field.name(), new ColumnRef(i, field.name(), field.type())));
    }
    return new Plan.Aggregate(plan, null, keys, List.of());
  }

  /** A subquery over a table alone: some of its columns and rows, to be joined. */
  private Rows tableRows(
      Rows.TableRows table, RegularQuerySpecificationContext context, List<SelectItem> items) {
    if (isDistinct(context)) {
      throw new Refusal(context.selectClause(), "DISTINCT over a table alone is not supported");
    }
    // The plan of this scope is never read: a table has none until it is joined.
    Plan none = new Plan.QueryScan(table.table().name(), table.table().schema());
    Scope scope = new Scope(none, table.columns());
    SelectList list = new SelectList(scope, scope::find, items);
    Expr filter = table.filter();
    if (context.whereClause() != null) {
      Expr condition = where.condition(scope, list, context.whereClause().booleanExpression());
      filter = filter == null ? condition : new And(filter, condition);
    }
    ScalarCalls calls = new ScalarCalls(scope, "SELECT from a table", "leave it out");
    Expressions values = new Expressions(functions, list.withAliases(), calls);
    List<ScopeColumn> columns = new ArrayList<>();
    for (SelectItem item : items) {
      for (NamedExpr column : list.resolve(item, values)) {
        if (!(column.expr() instanceof ColumnRef ref)) {
          throw new Refusal(
              item.expression(),
              "a subquery over the table "
                  + table.table().name()
                  + " can select its columns only; compute "
                  + column.name()
                  + " in the query around it");
        }
        ColumnRef renamed = new ColumnRef(ref.index(), column.name(), ref.type());
        columns.add(new ScopeColumn("", renamed, false, false));
      }
    }
    return new Rows.TableRows(
        table.table(), columns, filter, table.asOf(), Place.of(context.fromClause()));
  }
}
