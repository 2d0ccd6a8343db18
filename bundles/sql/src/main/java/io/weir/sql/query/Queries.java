package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Exprs;
import io.weir.sql.SqlCatalog;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Constructs;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;

/** Builds whole queries: WITH, SELECT, UNION. */
public final class Queries {

  private final Functions functions;
  private final Selects selects;

  /**
   * A builder of one query.
   *
   * @param catalog what names mean
   * @param functions resolves calls
   */
  public Queries(SqlCatalog catalog, Functions functions) {
    this.functions = functions;
    EventTimes eventTimes = new EventTimes(catalog);
    Joins joins = new Joins(functions, eventTimes);
    Relations relations = new Relations(catalog, functions, joins, this);
    WhereClause where =
        new WhereClause(
            functions,
            new JoinConditions(functions, eventTimes),
            new TableSubqueries(functions, relations, joins));
    this.selects = new Selects(functions, eventTimes, relations, where);
  }

  /**
   * Builds the plan of a query.
   *
   * @param query its tree
   * @return its plan, of visible columns with names of their own
   */
  public Plan plan(QueryContext query) {
    List<ExpressionContext> order = Ordering.expressions(query);
    Plan plan = Relations.stream(unordered(query, CommonTables.NONE, false, order)).plan();
    Unique.check(query, plan.schema());
    return new Ordering(functions).ordered(plan, query);
  }

  /**
   * The rows of a query or subquery.
   *
   * @param nested whether another query reads them, which can ask for the hidden event time
   */
  Rows rows(QueryContext query, CommonTables outer, boolean nested) {
    Ordering.refuseInside(query.queryOrganization());
    return unordered(query, outer, nested, List.of());
  }

  private Rows unordered(
      QueryContext query, CommonTables outer, boolean nested, List<ExpressionContext> order) {
    CommonTables ctes = outer.with(query.ctes());
    if (query.ctes() != null) {
      query.ctes().namedQuery().forEach(named -> checkUnused(named, ctes));
    }
    return term(query.queryTerm(), ctes, nested, order);
  }

  /** A definition that nothing reads is checked all the same. */
  private void checkUnused(NamedQueryContext named, CommonTables ctes) {
    CommonTables.Definition definition = ctes.find(io.weir.sql.parser.Names.of(named.name));
    if (definition != null) {
      rows(definition.query(), definition.scope(), true);
    }
  }

  private Rows term(
      QueryTermContext term, CommonTables ctes, boolean nested, List<ExpressionContext> order) {
    if (term instanceof QueryTermDefaultContext single) {
      return primary(single.queryPrimary(), ctes, nested, order);
    }
    if (term instanceof SetOperationContext operation) {
      return union(operation, ctes, nested);
    }
    throw new Refusal(term, Constructs.refuse(term));
  }

  private Rows primary(
      QueryPrimaryContext primary,
      CommonTables ctes,
      boolean nested,
      List<ExpressionContext> order) {
    if (primary instanceof SubqueryContext parentheses) {
      return rows(parentheses.query(), ctes, nested);
    }
    if (primary instanceof QueryPrimaryDefaultContext single
        && single.querySpecification() instanceof RegularQuerySpecificationContext select) {
      return selects.rows(select, ctes, nested, order);
    }
    throw new Refusal(primary, Constructs.refuse(primary));
  }

  private Rows union(SetOperationContext operation, CommonTables ctes, boolean nested) {
    boolean all = isAll(operation);
    List<QueryTermContext> terms = new ArrayList<>();
    flatten(operation, all, terms);
    List<Plan> inputs = new ArrayList<>();
    for (QueryTermContext term : terms) {
      inputs.add(Relations.stream(term(term, ctes, nested && all, List.of())).plan());
    }
    Plan union = new Plan.Union(aligned(operation, terms, inputs));
    return new Rows.Stream(Scope.of("", all ? union : Selects.distinct(union)));
  }

  private static boolean isAll(SetOperationContext operation) {
    if (operation.operator.getType() != SqlBaseParser.UNION) {
      throw new Refusal(operation, operation.operator.getText() + " is not supported");
    }
    return operation.setQuantifier() != null && operation.setQuantifier().ALL() != null;
  }

  /** {@code a UNION ALL b UNION ALL c} is one union of three. */
  private static void flatten(QueryTermContext term, boolean all, List<QueryTermContext> terms) {
    if (term instanceof SetOperationContext operation
        && operation.operator.getType() == SqlBaseParser.UNION
        && isAll(operation) == all) {
      flatten(operation.left, all, terms);
      flatten(operation.right, all, terms);
    } else {
      terms.add(term);
    }
  }

  /** Gives all inputs the types that they have in common, and the names of the first. */
  private List<Plan> aligned(
      SetOperationContext operation, List<QueryTermContext> terms, List<Plan> inputs) {
    List<Field> first = visible(inputs.get(0).schema());
    for (int i = 1; i < inputs.size(); i++) {
      int found = visible(inputs.get(i).schema()).size();
      if (found != first.size()) {
        throw new Refusal(
            terms.get(i),
            "this part of the UNION has "
                + found
                + " columns, and the first has "
                + first.size()
                + "; all need the same number");
      }
    }
    List<DataType> types = new ArrayList<>();
    for (int c = 0; c < first.size(); c++) {
      List<Expr> values = new ArrayList<>();
      for (Plan input : inputs) {
        Field field = visible(input.schema()).get(c);
        values.add(new ColumnRef(c, field.name(), field.type()));
      }
      types.add(functions.commonType(operation, values));
    }
    boolean eventTimes = inputs.stream().allMatch(Queries::hasHiddenEventTime);
    List<Plan> aligned = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      aligned.add(aligned(terms.get(i), inputs.get(i), first, types, eventTimes));
    }
    return aligned;
  }

  private Plan aligned(
      QueryTermContext term,
      Plan input,
      List<Field> names,
      List<DataType> types,
      boolean eventTimes) {
    Schema schema = input.schema();
    List<NamedExpr> columns = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      ColumnRef column = new ColumnRef(i, field.name(), field.type());
      if (!field.hidden()) {
        int at = columns.size();
        same &= field.name().equals(names.get(at).name()) && field.type().equals(types.get(at));
        columns.add(
            new NamedExpr(
                names.get(at).name(), functions.cast(term, column, types.get(at), false)));
      } else if (eventTimes && field.name().equals(EventTimes.EVENT_TIME)) {
        columns.add(new NamedExpr(field.name(), column, true));
      }
    }
    if (same && columns.size() == schema.size()) {
      return input;
    }
    return input instanceof Plan.Project project
        ? new Plan.Project(project.input(), composed(columns, project))
        : new Plan.Project(input, columns);
  }

  private static boolean hasHiddenEventTime(Plan plan) {
    return plan.schema().fields().stream()
        .anyMatch(field -> field.hidden() && field.name().equals(EventTimes.EVENT_TIME));
  }

  private static List<Field> visible(Schema schema) {
    return schema.fields().stream().filter(f -> !f.hidden()).toList();
  }

  /** One projection instead of two; the outer one is of columns and casts. */
  private static List<NamedExpr> composed(List<NamedExpr> outer, Plan.Project inner) {
    return outer.stream()
        .map(
            c ->
                new NamedExpr(
                    c.name(),
                    Exprs.replaceColumns(
                        c.expr(), ref -> inner.columns().get(((ColumnRef) ref).index()).expr()),
                    c.hidden()))
        .toList();
  }
}
