package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.JoinKey;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.engine.plan.Plan.StreamJoin;
import io.weir.engine.plan.Plan.StreamJoinKind;
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
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinTypeContext;
import org.jspecify.annotations.Nullable;

/** One join of two streams: takes its condition apart into keys, bounds of time, and the rest. */
final class StreamJoins {

  private final Functions functions;
  private final Scope left;
  private final Scope right;
  private final StreamJoinKind kind;
  private final int width; // of the left side
  private final List<ScopeColumn> rightColumns;
  private final JoinBounds bounds;
  private final List<JoinKey> keys = new ArrayList<>();
  private final List<Expr> residual = new ArrayList<>();
  private final List<String> using = new ArrayList<>();
  private final List<NamedExpr> either = new ArrayList<>(); // of USING, what side has a value

  private StreamJoins(
      Functions functions, EventTimes times, Scope left, Scope right, StreamJoinKind kind) {
    this.functions = functions;
    this.left = left;
    this.right = right;
    this.kind = kind;
    this.width = left.plan().schema().size();
    this.bounds = new JoinBounds(width, times.sides(left.plan(), right.plan()));
    this.rightColumns =
        right.columns().stream()
            .map(
                c ->
                    new ScopeColumn(
                        c.relation(),
                        (ColumnRef) Equalities.moved(c.column(), width),
                        c.hidden(),
                        c.merged()))
            .toList();
  }

  /** Joins two streams. */
  static Scope join(
      Functions functions,
      EventTimes times,
      Scope left,
      @Nullable JoinTypeContext type,
      JoinCriteria criteria,
      Scope right) {
    StreamJoins join = new StreamJoins(functions, times, left, right, kind(type));
    join.read(criteria);
    return join.kind == StreamJoinKind.FULL && !join.using.isEmpty()
        ? join.coalesced()
        : new Scope(join.plan(), join.output());
  }

  /**
   * The rows of an inner join for which a condition is true: what of it bounds time, and equates
   * the sides, belongs to the join.
   */
  static Plan filtered(
      Functions functions, EventTimes times, StreamJoin inner, List<Expr> conditions) {
    Scope left = Scope.of("", inner.left());
    Scope right = Scope.of("", inner.right());
    StreamJoins join = new StreamJoins(functions, times, left, right, inner.kind());
    join.bounds.narrow(inner.bounds());
    join.keys.addAll(inner.keys());
    if (inner.residual() != null) {
      join.residual.add(inner.residual());
    }
    int asked = join.residual.size();
    conditions.forEach(join::split);
    List<Expr> rest = join.residual.subList(asked, join.residual.size());
    Expr filter = List.copyOf(rest).stream().reduce(And::new).orElse(null);
    rest.clear();
    return filter == null ? join.plan() : new Plan.Filter(join.plan(), filter);
  }

  private static StreamJoinKind kind(@Nullable JoinTypeContext type) {
    if (type == null) {
      return StreamJoinKind.INNER;
    }
    if (type.SEMI() != null) {
      return StreamJoinKind.SEMI;
    }
    if (type.ANTI() != null) {
      return StreamJoinKind.ANTI;
    }
    if (type.FULL() != null) {
      return StreamJoinKind.FULL;
    }
    if (type.RIGHT() != null) {
      return StreamJoinKind.RIGHT;
    }
    return type.LEFT() != null ? StreamJoinKind.LEFT : StreamJoinKind.INNER;
  }

  private void read(JoinCriteria criteria) {
    BooleanExpressionContext condition = criteria.condition();
    if (condition != null) {
      Scope both = new Scope(left.plan(), inputs());
      ScalarCalls calls = new ScalarCalls(both, Joins.CONDITION, "aggregate before the join");
      Expressions values = new Expressions(functions, both::resolve, calls);
      split(values.condition(condition, Joins.CONDITION));
    }
    criteria.using().forEach(this::using);
  }

  private void split(Expr condition) {
    if (condition instanceof And and) {
      split(and.left());
      split(and.right());
      return;
    }
    boolean bounded = bounds.take(condition);
    boolean equated = equate(condition);
    if (!bounded && !equated) {
      residual.add(condition);
    }
  }

  private boolean equate(Expr condition) {
    JoinKey key = Equalities.key(condition, width, width + right.plan().schema().size());
    return key != null && keys.add(key);
  }

  private void using(ColumnName column) {
    List<Expr> sides =
        List.of(left.resolve(column), Equalities.moved(right.resolve(column), width));
    try {
      split(functions.catalog().call("=", sides));
      either.add(new NamedExpr(column.toString(), functions.catalog().call("coalesce", sides)));
    } catch (FunctionException e) {
      throw new Refusal(column.place(), String.valueOf(e.getMessage()));
    }
    using.add(column.toString());
  }

  private StreamJoin plan() {
    return new StreamJoin(
        timed(left.plan(), bounds.time(true), 0),
        timed(right.plan(), bounds.time(false), width),
        kind,
        keys,
        bounds.bounds(),
        residual.stream().reduce(And::new).orElse(null));
  }

  /** A FULL JOIN … USING, where a column of USING is that of the side which is there. */
  private Scope coalesced() {
    StreamJoin join = plan();
    List<NamedExpr> columns = new ArrayList<>();
    for (ScopeColumn column : Scope.of("", join).columns()) {
      columns.add(new NamedExpr(column.name(), column.column(), column.hidden()));
    }
    List<ScopeColumn> scope = new ArrayList<>();
    for (NamedExpr column : either) {
      ColumnRef ref = new ColumnRef(columns.size(), column.name(), column.expr().type());
      scope.add(new ScopeColumn("", ref, false, false));
      columns.add(column);
    }
    scope.addAll(output());
    return new Scope(new Plan.Project(join, columns), scope);
  }

  private static Plan timed(Plan side, @Nullable Expr time, int first) {
    return time == null ? side : new Plan.EventTime(side, Equalities.moved(time, -first));
  }

  private List<ScopeColumn> inputs() {
    List<ScopeColumn> columns = new ArrayList<>(left.columns());
    columns.addAll(rightColumns);
    return columns;
  }

  /**
   * What the join yields: columns of USING first, once. The sides' hidden event times have no plain
   * name any more, for the pair has one of its own.
   */
  private List<ScopeColumn> output() {
    if (kind == StreamJoinKind.SEMI || kind == StreamJoinKind.ANTI) {
      return left.columns();
    }
    boolean rightNames = kind == StreamJoinKind.RIGHT;
    boolean bothNames = kind == StreamJoinKind.FULL;
    List<ScopeColumn> columns = new ArrayList<>();
    List<ScopeColumn> rest = new ArrayList<>();
    for (ScopeColumn column : left.columns()) {
      (isUsing(column) && !rightNames ? columns : rest).add(named(column, rightNames || bothNames));
    }
    for (ScopeColumn column : rightColumns) {
      (isUsing(column) && rightNames ? columns : rest).add(named(column, !rightNames));
    }
    columns.addAll(rest);
    int at = width + right.plan().schema().size();
    ColumnRef time = new ColumnRef(at, EventTimes.EVENT_TIME, DataType.TIMESTAMP);
    columns.add(new ScopeColumn("", time, true, false));
    return columns;
  }

  private ScopeColumn named(ScopeColumn column, boolean losesUsing) {
    boolean eventTime = column.hidden() && column.isCalled(EventTimes.EVENT_TIME);
    boolean merged = column.merged() || eventTime || (losesUsing && isUsing(column));
    return new ScopeColumn(column.relation(), column.column(), column.hidden(), merged);
  }

  private boolean isUsing(ScopeColumn column) {
    return using.stream().anyMatch(column::isCalled);
  }
}
