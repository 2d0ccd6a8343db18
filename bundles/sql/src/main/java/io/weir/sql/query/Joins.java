package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.JoinKey;
import io.weir.engine.plan.Plan.TableJoin;
import io.weir.engine.plan.Plan.TableJoinKind;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.function.FunctionException;
import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RelationContext;
import org.jspecify.annotations.Nullable;

/** Joins a stream with a table; two streams are left to {@link StreamJoins}. */
final class Joins {

  static final String CONDITION = "ON";

  private final Functions functions;
  private final EventTimes eventTimes;

  Joins(Functions functions, EventTimes eventTimes) {
    this.functions = functions;
    this.eventTimes = eventTimes;
  }

  /** {@code left JOIN right}. */
  Rows join(Rows left, JoinRelationContext context, Rows right) {
    refuseSameName(left, context.right, right);
    JoinCriteria criteria = JoinCriteria.of(context, columns(left), columns(right));
    return join(left, context, context.joinType(), criteria, right);
  }

  /** {@code left, right}: all pairs, of which WHERE says which are meant. */
  Rows comma(Rows left, RelationContext context, Rows right) {
    refuseSameName(left, context, right);
    return join(left, context, null, JoinCriteria.NONE, right);
  }

  private Rows join(
      Rows left,
      ParserRuleContext context,
      @Nullable JoinTypeContext type,
      JoinCriteria criteria,
      Rows right) {
    if (left instanceof Rows.Stream one && right instanceof Rows.Stream other) {
      return new Rows.Stream(
          StreamJoins.join(functions, eventTimes, one.scope(), type, criteria, other.scope()));
    }
    if (left instanceof Rows.TableRows one && right instanceof Rows.TableRows other) {
      throw new Refusal(
          context,
          "joining two tables ("
              + one.table().name()
              + " and "
              + other.table().name()
              + ") is not supported; join one to the stream, then the other");
    }
    boolean swapped = right instanceof Rows.Stream;
    Rows.Stream stream = (Rows.Stream) (swapped ? right : left);
    Rows.TableRows table = (Rows.TableRows) (swapped ? left : right);
    return new Rows.Stream(
        new Joining(stream.scope(), table, kind(type, swapped), swapped).build(criteria));
  }

  /**
   * Keeps the rows of a stream that have a partner in a table, or those that have none.
   *
   * @param kind SEMI or ANTI
   * @param keys equalities
   * @param conditions over the stream's columns, then the table's
   */
  Scope partners(
      Scope stream,
      Rows.TableRows table,
      TableJoinKind kind,
      List<JoinKey> keys,
      List<Expr> conditions) {
    Joining joining = new Joining(stream, table, kind, false);
    joining.keys.addAll(keys);
    conditions.forEach(joining::split);
    return joining.joined();
  }

  private static void refuseSameName(Rows left, ParserRuleContext context, Rows right) {
    Set<String> names = new java.util.HashSet<>();
    columns(left).forEach(c -> names.add(Relations.key(c.relation())));
    for (ScopeColumn column : columns(right)) {
      if (!column.relation().isEmpty() && names.contains(Relations.key(column.relation()))) {
        throw new Refusal(
            context,
            "two relations are called " + column.relation() + "; give one another name with AS");
      }
    }
  }

  private static List<ScopeColumn> columns(Rows rows) {
    return rows instanceof Rows.Stream stream
        ? stream.scope().columns()
        : ((Rows.TableRows) rows).columns();
  }

  /** The kind of join as seen from the stream. */
  private static TableJoinKind kind(@Nullable JoinTypeContext type, boolean swapped) {
    if (type == null) {
      return TableJoinKind.INNER;
    }
    boolean outerFromStream = swapped ? type.RIGHT() != null : type.LEFT() != null;
    if (type.SEMI() != null || type.ANTI() != null) {
      if (swapped) {
        throw new Refusal(
            type, "a SEMI or ANTI JOIN keeps the rows on its left: put the stream there");
      }
      return type.SEMI() != null ? TableJoinKind.SEMI : TableJoinKind.ANTI;
    }
    boolean outerFromTable = swapped ? type.LEFT() != null : type.RIGHT() != null;
    if (type.FULL() != null || outerFromTable) {
      throw new Refusal(
          type,
          type.getText().toUpperCase(java.util.Locale.ROOT).replace("OUTER", "")
              + " JOIN would yield rows of the table that never met the stream, and a stream has no"
              + " end; use a LEFT JOIN from the stream to the table");
    }
    return outerFromStream ? TableJoinKind.LEFT : TableJoinKind.INNER;
  }

  /** One join at work. */
  private final class Joining {
    private final Scope stream;
    private final Rows.TableRows table;
    private final TableJoinKind kind;
    private final boolean tableFirst;
    private final int width;
    private final List<JoinKey> keys = new ArrayList<>();
    private final List<Expr> residual = new ArrayList<>();
    private final List<String> using = new ArrayList<>();

    Joining(Scope stream, Rows.TableRows table, TableJoinKind kind, boolean tableFirst) {
      this.stream = stream;
      this.table = table;
      this.kind = kind;
      this.tableFirst = tableFirst;
      this.width = stream.plan().schema().size();
    }

    Scope build(JoinCriteria criteria) {
      BooleanExpressionContext condition = criteria.condition();
      if (condition != null) {
        on(condition);
      }
      criteria.using().forEach(this::using);
      return joined();
    }

    Scope joined() {
      if (table.filter() != null) {
        residual.add(Equalities.moved(table.filter(), width));
      }
      Plan plan =
          new TableJoin(
              stream.plan(),
              table.table().name(),
              table.table().schema(),
              kind,
              keys,
              residual.stream().reduce(And::new).orElse(null),
              asOf());
      return new Scope(plan, output());
    }

    private void on(BooleanExpressionContext condition) {
      Scope both = new Scope(stream.plan(), inputs());
      Expressions values =
          new Expressions(
              functions,
              both::resolve,
              new ScalarCalls(both, CONDITION, "aggregate in a query before the join"));
      split(values.condition(condition, CONDITION));
    }

    /** Equalities between the sides become keys; what else is asked stays a condition. */
    private void split(Expr condition) {
      if (condition instanceof And and) {
        split(and.left());
        split(and.right());
        return;
      }
      JoinKey key = Equalities.key(condition, width, width + table.table().schema().size());
      if (key == null) {
        residual.add(condition);
      } else {
        keys.add(key);
      }
    }

    private void using(ColumnName name) {
      Expr left = stream.resolve(name);
      Expr right = new Scope(stream.plan(), table.columns()).resolve(name);
      try {
        split(functions.catalog().call("=", List.of(left, Equalities.moved(right, width))));
      } catch (FunctionException e) {
        throw new Refusal(name.place(), String.valueOf(e.getMessage()));
      }
      using.add(name.toString());
    }

    private Plan.@Nullable AsOf asOf() {
      if (table.asOf() == null) {
        return null;
      }
      Expressions values =
          new Expressions(
              functions,
              stream::resolve,
              new ScalarCalls(stream, "FOR SYSTEM_TIME AS OF", "name a column"));
      Expr time = values.value(table.asOf());
      if (time.type() != DataType.TIMESTAMP) {
        throw new Refusal(
            table.asOf(),
            "FOR SYSTEM_TIME AS OF needs a timestamp, but " + time + " is " + time.type());
      }
      return new Plan.AsOf(time, table.table().validFrom(), table.table().key());
    }

    /** The stream's columns, then the table's, as the condition sees them. */
    private List<ScopeColumn> inputs() {
      List<ScopeColumn> columns = new ArrayList<>(stream.columns());
      columns.addAll(tableColumns());
      return columns;
    }

    private List<ScopeColumn> tableColumns() {
      List<ScopeColumn> columns = new ArrayList<>();
      for (ScopeColumn c : table.columns()) {
        ColumnRef ref = new ColumnRef(c.column().index() + width, c.name(), c.column().type());
        columns.add(new ScopeColumn(c.relation(), ref, c.hidden(), isUsing(c)));
      }
      return columns;
    }

    private boolean isUsing(ScopeColumn column) {
      return using.stream().anyMatch(column::isCalled);
    }

    /** What the join yields, in the order of the text; columns of USING come first. */
    private List<ScopeColumn> output() {
      if (kind == TableJoinKind.SEMI || kind == TableJoinKind.ANTI) {
        return stream.columns();
      }
      List<ScopeColumn> columns = new ArrayList<>();
      stream.columns().stream().filter(c -> isUsing(c) && !c.merged()).forEach(columns::add);
      List<ScopeColumn> rest =
          stream.columns().stream().filter(c -> !isUsing(c) || c.merged()).toList();
      if (!tableFirst) {
        columns.addAll(rest);
      }
      columns.addAll(tableColumns());
      if (tableFirst) {
        columns.addAll(rest);
      }
      Schema schema = table.table().schema();
      String relation = table.columns().isEmpty() ? "" : table.columns().get(0).relation();
      ColumnRef version =
          new ColumnRef(width + schema.size(), TableJoin.VERSION_COLUMN, DataType.LONG);
      columns.add(new ScopeColumn(relation, version, true, false));
      return columns;
    }
  }
}
