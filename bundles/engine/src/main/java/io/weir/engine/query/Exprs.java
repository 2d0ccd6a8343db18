package io.weir.engine.query;

import static io.weir.operators.expr.Exprs.children;
import static io.weir.operators.expr.Exprs.mapChildren;

import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the compiler asks of expressions. */
final class Exprs {

  /** Functions that have a value for all arguments of their types. */
  private static final Set<String> TOTAL =
      Set.of(
          "=",
          "<>",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "<=>",
          "not",
          "isnull",
          "isnotnull",
          "in",
          "between",
          "is null",
          "is not null",
          "!",
          "==");

  private Exprs() {}

  /** The columns that an expression reads. */
  static BitSet references(Expr expr) {
    BitSet references = new BitSet();
    collect(expr, references);
    return references;
  }

  private static void collect(Expr expr, BitSet references) {
    if (expr instanceof Expr.ColumnRef column) {
      references.set(column.index());
    }
    children(expr).forEach(child -> collect(child, references));
  }

  /** Whether evaluation cannot fail, whatever the row. */
  static boolean isSafe(Expr expr) {
    if (expr instanceof Expr.Cast cast && !cast.orNull()) {
      return false;
    }
    if (expr instanceof Expr.Call call && !TOTAL.contains(call.name())) {
      return false;
    }
    return children(expr).stream().allMatch(Exprs::isSafe);
  }

  /** The conjuncts of a condition, from left to right. */
  static List<Expr> conjuncts(Expr condition) {
    List<Expr> conjuncts = new ArrayList<>();
    split(condition, conjuncts);
    return conjuncts;
  }

  private static void split(Expr condition, List<Expr> conjuncts) {
    if (condition instanceof Expr.And and) {
      split(and.left(), conjuncts);
      split(and.right(), conjuncts);
    } else {
      conjuncts.add(condition);
    }
  }

  /** The conjunction of conditions; null for none. */
  static @Nullable Expr and(List<Expr> conditions) {
    Expr all = null;
    for (Expr condition : conditions) {
      all = all == null ? condition : new Expr.And(all, condition);
    }
    return all;
  }

  /**
   * Replaces parts of an expression, outermost first.
   *
   * @param replacement gives null for what stays
   */
  static Expr replace(Expr expr, Function<Expr, @Nullable Expr> replacement) {
    Expr other = replacement.apply(expr);
    return other != null ? other : mapChildren(expr, child -> replace(child, replacement));
  }

  /** Moves references to other positions. */
  static Expr shift(Expr expr, int by) {
    return replace(
        expr,
        e ->
            e instanceof Expr.ColumnRef column
                ? new Expr.ColumnRef(column.index() + by, column.name(), column.type())
                : null);
  }
}
