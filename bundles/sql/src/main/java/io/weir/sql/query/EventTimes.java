package io.weir.sql.query;

import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.sql.SqlCatalog;
import io.weir.sql.TimeRole;
import io.weir.sql.expression.WindowTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Follows the event time through a plan: which columns are it, and which are its window. */
public final class EventTimes {

  /** The hidden column that every stream has. */
  public static final String EVENT_TIME = "_event_time";

  /** The hidden column of the receive time. */
  private static final String RECEIVED = "_received";

  private static final Plan.TimeBounds EQUAL = new Plan.TimeBounds(0, 0);

  private final SqlCatalog catalog;

  /**
   * Follows event times from the relations of a catalog.
   *
   * @param catalog knows the sources and queries of the plans
   */
  public EventTimes(SqlCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The roles of a plan's columns.
   *
   * @param plan any
   * @return one for each column
   */
  public List<TimeRole> roles(Plan plan) {
    if (plan instanceof Plan.SourceScan scan) {
      return source(scan);
    }
    if (plan instanceof Plan.QueryScan scan) {
      return catalog.relation(scan.query()) instanceof SqlCatalog.Query query
          ? query.roles()
          : none(scan.schema());
    }
    if (plan instanceof Plan.Filter
        || plan instanceof Plan.Deduplicate
        || plan instanceof Plan.Sort) {
      return roles(plan.inputs().get(0));
    }
    if (plan instanceof Plan.Project project) {
      List<TimeRole> input = roles(project.input());
      List<TimeRole> roles = new ArrayList<>();
      for (NamedExpr column : project.columns()) {
        roles.add(role(column.expr(), input));
      }
      return roles;
    }
    if (plan instanceof Plan.TableJoin
        || plan instanceof Plan.Explode
        || plan instanceof Plan.GroupingSets) {
      List<TimeRole> roles = new ArrayList<>(roles(plan.inputs().get(0)));
      while (roles.size() < plan.schema().size()) {
        roles.add(TimeRole.NONE);
      }
      return roles;
    }
    if (plan instanceof Plan.Aggregate aggregate) {
      List<TimeRole> roles = new ArrayList<>(none(aggregate.schema()));
      if (aggregate.window() != null) {
        roles.set(0, TimeRole.EVENT_WINDOW);
      }
      return roles;
    }
    if (plan instanceof Plan.KeyedState state) {
      List<TimeRole> roles = new ArrayList<>(none(state.schema()));
      roles.set(roles.size() - 1, TimeRole.EVENT_TIME);
      return roles;
    }
    if (plan instanceof Plan.StreamJoin join) {
      return joined(join);
    }
    if (plan instanceof Plan.EventTime retimed) {
      return retimed(roles(retimed.input()), retimed.time());
    }
    return union((Plan.Union) plan);
  }

  /** The columns of both sides, as the condition of their join sees them. */
  List<TimeRole> sides(Plan left, Plan right) {
    List<TimeRole> roles = new ArrayList<>(roles(left));
    roles.addAll(roles(right));
    return roles;
  }

  /** A side keeps its event time if that of a pair is the same. */
  private List<TimeRole> joined(Plan.StreamJoin join) {
    List<TimeRole> left = roles(join.left());
    if (join.schema().equals(join.left().schema())) {
      return left;
    }
    boolean equal = join.bounds().equals(EQUAL);
    boolean sameLeft = equal && !join.kind().keepsRight();
    boolean sameRight = equal && !join.kind().keepsLeft();
    List<TimeRole> roles = new ArrayList<>();
    left.forEach(role -> roles.add(sameLeft ? role : role.joined()));
    roles(join.right()).forEach(role -> roles.add(sameRight ? role : role.joined()));
    roles.add(TimeRole.EVENT_TIME);
    return roles;
  }

  private static List<TimeRole> retimed(List<TimeRole> roles, Expr time) {
    List<TimeRole> other = new ArrayList<>(roles.stream().map(TimeRole::joined).toList());
    Expr window = WindowTime.windowOf(time);
    if (time instanceof ColumnRef column) {
      other.set(column.index(), TimeRole.EVENT_TIME);
    } else if (window instanceof ColumnRef column) {
      other.set(column.index(), TimeRole.EVENT_WINDOW);
    }
    return other;
  }

  /**
   * The role of an expression.
   *
   * @param expr any
   * @param columns the roles of the columns that it reads
   * @return its role
   */
  public static TimeRole role(Expr expr, List<TimeRole> columns) {
    if (expr instanceof ColumnRef column) {
      return column.index() < columns.size() ? columns.get(column.index()) : TimeRole.NONE;
    }
    Expr window = WindowTime.windowOf(expr);
    if (window == null) {
      return TimeRole.NONE;
    }
    return switch (role(window, columns)) {
      case EVENT_WINDOW -> TimeRole.EVENT_TIME;
      case JOINED_WINDOW -> TimeRole.JOINED_TIME;
      default -> TimeRole.NONE;
    };
  }

  private List<TimeRole> source(Plan.SourceScan scan) {
    List<TimeRole> roles = new ArrayList<>(none(scan.schema()));
    mark(roles, scan.schema(), EVENT_TIME);
    if (catalog.relation(scan.source()) instanceof SqlCatalog.Source source) {
      String column = source.eventTime();
      mark(roles, scan.schema(), column == null ? RECEIVED : column);
    }
    return roles;
  }

  private static void mark(List<TimeRole> roles, Schema schema, String column) {
    int position = schema.indexOf(column);
    if (position >= 0) {
      roles.set(position, TimeRole.EVENT_TIME);
    }
  }

  private static List<TimeRole> none(Schema schema) {
    return Collections.nCopies(schema.size(), TimeRole.NONE);
  }

  /** A column keeps its role if it has the same in every input. */
  private List<TimeRole> union(Plan.Union union) {
    List<TimeRole> roles = new ArrayList<>(roles(union.inputs().get(0)));
    for (Plan input : union.inputs()) {
      List<TimeRole> other = roles(input);
      for (int i = 0; i < roles.size(); i++) {
        if (roles.get(i) != other.get(i)) {
          roles.set(i, TimeRole.NONE);
        }
      }
    }
    return roles;
  }
}
