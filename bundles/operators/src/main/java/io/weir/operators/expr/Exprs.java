package io.weir.operators.expr;

import io.weir.operators.expr.Expr.And;
import io.weir.operators.expr.Expr.Branch;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Case;
import io.weir.operators.expr.Expr.Cast;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Expr.Or;
import io.weir.operators.expr.Expr.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Walks and rewrites expressions. */
public final class Exprs {

  private Exprs() {}

  /**
   * The direct parts of an expression.
   *
   * @param expr any
   * @return in the order of evaluation
   */
  public static List<Expr> children(Expr expr) {
    if (expr instanceof And and) {
      return List.of(and.left(), and.right());
    }
    if (expr instanceof Or or) {
      return List.of(or.left(), or.right());
    }
    if (expr instanceof Cast cast) {
      return List.of(cast.operand());
    }
    if (expr instanceof FieldOf field) {
      return List.of(field.operand());
    }
    if (expr instanceof Call call) {
      return call.arguments();
    }
    if (expr instanceof Lambda lambda) {
      return List.of(lambda.body());
    }
    List<Expr> children = new ArrayList<>();
    if (expr instanceof Case choice) {
      for (Branch branch : choice.branches()) {
        children.add(branch.when());
        children.add(branch.then());
      }
      Expr otherwise = choice.otherwise();
      if (otherwise != null) {
        children.add(otherwise);
      }
    }
    return children;
  }

  /**
   * The same expression over other parts.
   *
   * @param expr any
   * @param change applied to each direct part
   * @return a new expression, or the same if it has no parts
   */
  public static Expr mapChildren(Expr expr, UnaryOperator<Expr> change) {
    if (expr instanceof And and) {
      return new And(change.apply(and.left()), change.apply(and.right()));
    }
    if (expr instanceof Or or) {
      return new Or(change.apply(or.left()), change.apply(or.right()));
    }
    if (expr instanceof Cast cast) {
      return new Cast(change.apply(cast.operand()), cast.type(), cast.orNull());
    }
    if (expr instanceof FieldOf field) {
      return new FieldOf(change.apply(field.operand()), field.field(), field.type());
    }
    if (expr instanceof Call call) {
      List<Expr> arguments = call.arguments().stream().map(change).toList();
      return new Call(call.name(), arguments, call.type());
    }
    if (expr instanceof Lambda lambda) {
      return new Lambda(lambda.parameters(), change.apply(lambda.body()));
    }
    if (expr instanceof Case choice) {
      List<Branch> branches =
          choice.branches().stream()
              .map(b -> new Branch(change.apply(b.when()), change.apply(b.then())))
              .toList();
      @Nullable Expr otherwise = choice.otherwise();
      return new Case(branches, otherwise == null ? null : change.apply(otherwise), choice.type());
    }
    return expr;
  }

  /**
   * The columns that an expression reads.
   *
   * @param expr any
   * @return their positions, ascending
   */
  public static Set<Integer> columns(Expr expr) {
    Set<Integer> columns = new TreeSet<>();
    collect(expr, columns);
    return columns;
  }

  private static void collect(Expr expr, Set<Integer> columns) {
    if (expr instanceof ColumnRef column) {
      columns.add(column.index());
    }
    children(expr).forEach(child -> collect(child, columns));
  }

  /**
   * Replaces column references.
   *
   * @param expr any
   * @param change what stands for each column
   * @return the expression over that
   */
  public static Expr replaceColumns(Expr expr, UnaryOperator<Expr> change) {
    return expr instanceof ColumnRef
        ? change.apply(expr)
        : mapChildren(expr, child -> replaceColumns(child, change));
  }

  /**
   * Puts values for the parameters of a lambda.
   *
   * @param body the lambda's body
   * @param values by the slot of the parameter
   * @return the body over those values; a lambda within keeps the parameters that it declares
   */
  static Expr bind(Expr body, Map<Integer, Expr> values) {
    if (body instanceof Parameter parameter) {
      Expr value = values.get(parameter.slot());
      return value == null ? parameter : value;
    }
    if (body instanceof Lambda inner) {
      Map<Integer, Expr> others = new HashMap<>(values);
      inner.parameters().forEach(parameter -> others.remove(parameter.slot()));
      return new Lambda(inner.parameters(), bind(inner.body(), others));
    }
    return mapChildren(body, child -> bind(child, values));
  }
}
