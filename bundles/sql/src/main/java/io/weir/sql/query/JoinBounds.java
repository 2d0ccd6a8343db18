package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan.TimeBounds;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Cast;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.TimeRole;
import io.weir.sql.expression.WindowTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds in the condition of a join how far the event times of a pair may be apart: comparisons of
 * event times plus or minus constants, and of their difference with a constant. They are exact, so
 * they need not be asked again.
 */
final class JoinBounds {

  private static final Map<String, Long> UNITS =
      Map.of(
          "MICROSECOND", 1L,
          "MILLISECOND", 1_000L,
          "SECOND", 1_000_000L,
          "MINUTE", 60_000_000L,
          "HOUR", 3_600_000_000L,
          "DAY", 86_400_000_000L);

  private static final Map<String, String> MIRRORED =
      Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "=", "=");

  /** An event time of one side, shifted; {@code other} is null for the time of the row itself. */
  private record Point(boolean left, @Nullable Expr other, long offset) {}

  /** One side's event time: which one, once a bound has named it. */
  private static final class Named {
    boolean known;
    @Nullable Expr other;

    boolean agrees(Point point) {
      return !known || Objects.equals(other, point.other());
    }

    void take(Point point) {
      known = true;
      other = point.other();
    }
  }

  private final int width; // of the left side
  private final List<TimeRole> roles; // of both sides' columns
  private final Named left = new Named();
  private final Named right = new Named();
  private TimeBounds bounds = TimeBounds.NONE;

  JoinBounds(int width, List<TimeRole> roles) {
    this.width = width;
    this.roles = roles;
  }

  TimeBounds bounds() {
    return bounds;
  }

  /** Takes bounds that are known already. */
  void narrow(TimeBounds other) {
    bounds =
        new TimeBounds(
            Math.max(bounds.leastMicros(), other.leastMicros()),
            Math.min(bounds.mostMicros(), other.mostMicros()));
  }

  /**
   * The event time that the bounds of a side are about, over both sides' columns; null if it is
   * that of its rows.
   */
  @Nullable Expr time(boolean ofLeft) {
    return ofLeft ? left.other : right.other;
  }

  /** Takes a condition; gives false, and takes nothing, if it bounds nothing. */
  boolean take(Expr condition) {
    if (!(condition instanceof Call call)) {
      return false;
    }
    List<Expr> arguments = call.arguments();
    if (call.name().equals("between") && arguments.size() == 3) {
      JoinBounds both = copy();
      boolean taken =
          both.take(">=", arguments.get(0), arguments.get(1))
              && both.take("<=", arguments.get(0), arguments.get(2));
      return taken
          && take(">=", arguments.get(0), arguments.get(1))
          && take("<=", arguments.get(0), arguments.get(2));
    }
    return MIRRORED.containsKey(call.name())
        && arguments.size() == 2
        && take(call.name(), arguments.get(0), arguments.get(1));
  }

  private JoinBounds copy() {
    JoinBounds copy = new JoinBounds(width, roles);
    copy.left.known = left.known;
    copy.left.other = left.other;
    copy.right.known = right.known;
    copy.right.other = right.other;
    return copy;
  }

  private boolean take(String operator, Expr one, Expr other) {
    Long constant = constant(other);
    if (constant != null) {
      return takeSpan(operator, one, constant);
    }
    constant = constant(one);
    if (constant != null) {
      return takeSpan(MIRRORED.getOrDefault(operator, operator), other, constant);
    }
    Point first = point(one);
    Point second = point(other);
    if (first == null || second == null || first.left() == second.left()) {
      return false;
    }
    if (first.left()) {
      return take(MIRRORED.getOrDefault(operator, operator), second, first);
    }
    return take(operator, first, second);
  }

  /** Takes {@code right + a operator left + b}. */
  private boolean take(String operator, Point ofRight, Point ofLeft) {
    if (!right.agrees(ofRight) || !left.agrees(ofLeft)) {
      return false;
    }
    right.take(ofRight);
    left.take(ofLeft);
    limit(operator, ofLeft.offset() - ofRight.offset(), 1);
    return true;
  }

  /** Takes {@code (end - start) / unit operator count}; the quotient is cut towards zero. */
  private boolean takeSpan(String operator, Expr span, long count) {
    if (!(span instanceof Call call)) {
      return false;
    }
    List<Expr> arguments = call.arguments();
    Point end;
    Point start;
    Long unit = 1L;
    if (call.name().equals("timestampdiff") && arguments.get(0) instanceof Literal name) {
      unit = UNITS.get(String.valueOf(name.value()).toUpperCase(Locale.ROOT));
      start = point(arguments.get(1));
      end = point(arguments.get(2));
    } else if (call.name().equals("timestamp_diff")) {
      end = point(arguments.get(0));
      start = point(arguments.get(1));
    } else {
      return false;
    }
    if (end == null || start == null || end.left() == start.left() || unit == null) {
      return false;
    }
    boolean plain = end.offset() == 0 && start.offset() == 0;
    if (!plain || Math.abs(count) > Long.MAX_VALUE / 2 / unit) {
      return false;
    }
    Point ofLeft = end.left() ? end : start;
    Point ofRight = end.left() ? start : end;
    if (!right.agrees(ofRight) || !left.agrees(ofLeft)) {
      return false;
    }
    right.take(ofRight);
    left.take(ofLeft);
    if (end.left()) {
      limit(MIRRORED.getOrDefault(operator, operator), -count, unit);
    } else {
      limit(operator, count, unit);
    }
    return true;
  }

  /** The right time after the left one, in units cut towards zero, compares with a count. */
  private void limit(String operator, long count, long unit) {
    switch (operator) {
      case "<" -> narrow(new TimeBounds(Long.MIN_VALUE, most(count - 1, unit)));
      case "<=" -> narrow(new TimeBounds(Long.MIN_VALUE, most(count, unit)));
      case ">" -> narrow(new TimeBounds(least(count + 1, unit), Long.MAX_VALUE));
      case ">=" -> narrow(new TimeBounds(least(count, unit), Long.MAX_VALUE));
      default -> narrow(new TimeBounds(least(count, unit), most(count, unit)));
    }
  }

  private static long most(long count, long unit) {
    return count >= 0 ? (count + 1) * unit - 1 : count * unit;
  }

  private static long least(long count, long unit) {
    return count <= 0 ? (count - 1) * unit + 1 : count * unit;
  }

  private static @Nullable Long constant(Expr expr) {
    Expr value = expr instanceof Cast cast ? cast.operand() : expr;
    return value instanceof Literal literal
            && literal.value() instanceof Number number
            && (value.type() == DataType.LONG || value.type() == DataType.INT)
        ? (Long) number.longValue()
        : null;
  }

  private @Nullable Point point(Expr expr) {
    if (expr instanceof Call call && call.arguments().size() == 2) {
      boolean add = call.name().equals("timestamp_add");
      boolean subtract = call.name().equals("timestamp_sub");
      Point base = add || subtract ? windowTime(expr) : null;
      if (base != null || !(add || subtract)) {
        return base;
      }
      Long micros = constant(call.arguments().get(1));
      Point shifted = point(call.arguments().get(0));
      return micros == null || shifted == null
          ? null
          : new Point(shifted.left(), shifted.other(), shifted.offset() + (add ? micros : -micros));
    }
    if (expr instanceof FieldOf end
        && end.field() == 1
        && end.operand().type().equals(DataType.WINDOW)) {
      Point window = window(end.operand());
      return window == null ? null : new Point(window.left(), window.other(), 1);
    }
    if (expr instanceof ColumnRef column) {
      return switch (role(column)) {
        case EVENT_TIME -> new Point(column.index() < width, null, 0);
        case JOINED_TIME -> new Point(column.index() < width, column, 0);
        case EVENT_WINDOW, JOINED_WINDOW -> window(column);
        case NONE -> null;
      };
    }
    return null;
  }

  private TimeRole role(ColumnRef column) {
    return column.index() < roles.size() ? roles.get(column.index()) : TimeRole.NONE;
  }

  private @Nullable Point windowTime(Expr expr) {
    Expr window = WindowTime.windowOf(expr);
    return window == null ? null : window(window);
  }

  /** The last microsecond of a window, which is the event time of its row. */
  private @Nullable Point window(Expr expr) {
    if (!(expr instanceof ColumnRef column)) {
      return null;
    }
    return switch (role(column)) {
      case EVENT_WINDOW -> new Point(column.index() < width, null, 0);
      case JOINED_WINDOW -> new Point(column.index() < width, WindowTime.of(column), 0);
      default -> null;
    };
  }
}
