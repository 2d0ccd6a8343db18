package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan.JoinKey;
import io.weir.engine.plan.Plan.TableJoinKind;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExistsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LogicalNotContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PredicatedContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryPrimaryDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ValueExpressionContext;
import org.jspecify.annotations.Nullable;

/**
 * IN (SELECT …) and EXISTS (SELECT …) over a table: joins that keep the rows of the stream which
 * have a partner, or those which have none.
 */
final class TableSubqueries {

  private static final String SELECT = "the SELECT of IN and EXISTS";
  private static final Literal TRUE = new Literal(true, DataType.BOOLEAN);

  private final Functions functions;
  private final Relations relations;
  private final Joins joins;

  TableSubqueries(Functions functions, Relations relations, Joins joins) {
    this.functions = functions;
    this.relations = relations;
    this.joins = joins;
  }

  /**
   * A condition that is a subquery.
   *
   * @param context all of it, without NOT
   * @param value what IN looks for; null for EXISTS
   * @param query over a table
   * @param not whether NOT stands before it
   */
  record Subquery(
      ParserRuleContext context,
      @Nullable ValueExpressionContext value,
      QueryContext query,
      boolean not) {}

  /** Reads a condition; null if it is no subquery. */
  static @Nullable Subquery of(ParserRuleContext condition) {
    ParserRuleContext node = Syntax.unwrap(condition);
    if (node instanceof LogicalNotContext not) {
      Subquery inner = of(not.booleanExpression());
      return inner == null
          ? null
          : new Subquery(inner.context(), inner.value(), inner.query(), !inner.not());
    }
    if (node instanceof ExistsContext exists) {
      return new Subquery(exists, null, exists.query(), false);
    }
    if (node instanceof PredicatedContext in
        && in.predicate() != null
        && in.predicate().query() != null) {
      boolean not = in.predicate().errorCapturingNot() != null;
      return new Subquery(in, in.valueExpression(), in.predicate().query(), not);
    }
    return null;
  }

  /** The rows of a stream for which a subquery is true; {@code values} reads what IN looks for. */
  Scope decided(Scope stream, Expressions values, Subquery subquery, CommonTables ctes) {
    Inner inner = inner(stream, subquery, ctes);
    ValueExpressionContext looked = subquery.value();
    if (looked == null) {
      TableJoinKind kind = subquery.not() ? TableJoinKind.ANTI : TableJoinKind.SEMI;
      return joins.partners(stream, inner.table(), kind, List.of(), inner.with(null));
    }
    if (inner.items().size() != 1) {
      throw new Refusal(
          subquery.query(),
          "IN (SELECT …) needs one column, written out, and this SELECT has "
              + (inner.items().isEmpty() ? "*" : inner.items().size()));
    }
    Expr value = values.value(looked);
    Expr item = inner.items().get(0);
    Expr equal = functions.call(subquery.context(), "=", value, item);
    if (!subquery.not()) {
      return joins.partners(
          stream, inner.table(), TableJoinKind.SEMI, List.of(), inner.with(equal));
    }
    return notIn(stream, subquery, inner, value, item, equal);
  }

  /**
   * NOT IN is true where no element equals the value, and none can: the value is not null, unless
   * there is no element at all, and no element is null.
   */
  private Scope notIn(
      Scope stream, Subquery subquery, Inner inner, Expr value, Expr item, Expr equal) {
    ParserRuleContext at = subquery.context();
    TableJoinKind anti = TableJoinKind.ANTI;
    Scope rows = joins.partners(stream, inner.table(), anti, List.of(), inner.with(equal));
    Expr nullItem = functions.call(at, "isnull", item);
    rows = joins.partners(rows, inner.table(), anti, List.of(), inner.with(nullItem));
    JoinKey nullValue = new JoinKey(functions.call(at, "isnull", value), TRUE, false);
    return joins.partners(rows, inner.table(), anti, List.of(nullValue), inner.with(null));
  }

  /**
   * A subquery, resolved.
   *
   * @param table its table
   * @param items the columns that it selects, over the stream's columns and then the table's; none
   *     for a star
   * @param condition its WHERE over the same; null for none
   */
  private record Inner(Rows.TableRows table, List<Expr> items, @Nullable Expr condition) {

    /** Its condition and another, which decides first. */
    List<Expr> with(@Nullable Expr first) {
      List<Expr> conditions = new ArrayList<>();
      if (first != null) {
        conditions.add(first);
      }
      if (condition != null) {
        conditions.add(condition);
      }
      return conditions;
    }
  }

  private Inner inner(Scope stream, Subquery subquery, CommonTables outer) {
    QueryContext query = subquery.query();
    Ordering.refuseInside(query.queryOrganization());
    RegularQuerySpecificationContext select = select(query);
    List<SelectItem> items = SelectItem.of(select.selectClause());
    if (Selects.isAggregated(functions, select, items)) {
      throw new Refusal(
          select, SELECT + " chooses rows of a table; it cannot group or aggregate them");
    }
    Rows.TableRows table = table(select, subquery, outer.with(query.ctes()));
    Resolver names = new Resolver(stream, table);
    ScalarCalls calls = new ScalarCalls(names.all, SELECT, "leave it out");
    Expressions values = new Expressions(functions, names::resolve, calls);
    List<Expr> columns = new ArrayList<>();
    for (SelectItem item : items) {
      if (item.star() == null) {
        columns.add(values.value(item.expression()));
      }
    }
    Expr condition =
        select.whereClause() == null
            ? null
            : values.condition(select.whereClause().booleanExpression(), WhereClause.WHERE);
    return new Inner(table, columns, condition);
  }

  private static RegularQuerySpecificationContext select(QueryContext query) {
    if (query.queryTerm() instanceof QueryTermDefaultContext term
        && term.queryPrimary() instanceof QueryPrimaryDefaultContext primary
        && primary.querySpecification() instanceof RegularQuerySpecificationContext select
        && select.fromClause() != null
        && select.lateralView().isEmpty()) {
      return select;
    }
    throw new Refusal(query, SELECT + " has the form SELECT … FROM table WHERE …");
  }

  private Rows.TableRows table(
      RegularQuerySpecificationContext select, Subquery subquery, CommonTables ctes) {
    Rows rows = relations.from(select.fromClause(), ctes);
    if (rows instanceof Rows.TableRows table) {
      return table;
    }
    throw new Refusal(
        select.fromClause(),
        SELECT
            + " reads a table, and these rows flow: to look for partners in a stream, bound both"
            + " event times and write LEFT "
            + (subquery.not() ? "ANTI" : "SEMI")
            + " JOIN … ON a.key = b.key AND b.ts BETWEEN a.ts - INTERVAL 1 MINUTE AND a.ts");
  }

  /** Names in a subquery: the table's columns, then those of the row around. */
  private static final class Resolver {
    private final Scope table;
    private final Scope stream;
    private final Scope all;

    Resolver(Scope stream, Rows.TableRows rows) {
      int width = stream.plan().schema().size();
      List<ScopeColumn> own = new ArrayList<>();
      for (ScopeColumn c : rows.columns()) {
        ColumnRef column = (ColumnRef) Equalities.moved(c.column(), width);
        own.add(new ScopeColumn(c.relation(), column, c.hidden(), c.merged()));
      }
      this.table = new Scope(stream.plan(), own);
      this.stream = stream;
      List<ScopeColumn> both = new ArrayList<>(own);
      both.addAll(stream.columns());
      this.all = new Scope(stream.plan(), both);
    }

    Expr resolve(ColumnName name) {
      Expr own = table.find(name);
      Expr found = own == null ? stream.find(name) : own;
      if (found == null) {
        throw all.unknown(name);
      }
      return found;
    }
  }
}
