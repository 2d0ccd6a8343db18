package io.weir.sql.query;

import io.weir.engine.plan.Plan.JoinKey;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Exprs;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds keys of joins in conditions over the columns of both sides, the left one's first. */
final class Equalities {

  private Equalities() {}

  /**
   * The key that an equality between the sides is.
   *
   * @param width the number of columns of the left side
   * @param end that of both sides
   * @return null for any other condition
   */
  static @Nullable JoinKey key(Expr condition, int width, int end) {
    if (!(condition instanceof Expr.Call call)
        || !(call.name().equals("=") || call.name().equals("<=>"))) {
      return null;
    }
    boolean nullSafe = call.name().equals("<=>");
    Expr one = call.arguments().get(0);
    Expr other = call.arguments().get(1);
    if (isOf(one, 0, width) && isOf(other, width, end)) {
      return new JoinKey(one, moved(other, -width), nullSafe);
    }
    if (isOf(other, 0, width) && isOf(one, width, end)) {
      return new JoinKey(other, moved(one, -width), nullSafe);
    }
    return null;
  }

  private static boolean isOf(Expr expr, int from, int to) {
    Set<Integer> columns = Exprs.columns(expr);
    return !columns.isEmpty() && columns.stream().allMatch(c -> c >= from && c < to);
  }

  /** The expression over columns that stand elsewhere. */
  static Expr moved(Expr expr, int by) {
    return Exprs.replaceColumns(
        expr,
        c -> {
          ColumnRef column = (ColumnRef) c;
          return new ColumnRef(column.index() + by, column.name(), column.type());
        });
  }
}
