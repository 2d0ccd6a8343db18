package io.weir.engine.query;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a query depends on a joined table's row alone. Behind an inner join a stream's key equals
 * the table's, so it may stand for it.
 */
final class TableSide {

  /**
   * A filter above a join, taken apart.
   *
   * @param table over the table's columns, decided once a row of it; null for none
   * @param decidesNulls whether a null of it decides
   * @param rest over the join's columns, decided for each row; null for none
   */
  record Split(@Nullable Expr table, boolean decidesNulls, @Nullable Expr rest) {}

  /**
   * An expression that depends on a join's table alone.
   *
   * @param join which join
   * @param expr over the table's columns
   */
  record OnTable(Plan.TableJoin join, Expr expr) {}

  private static final Expr TRUE = new Expr.Literal(true, DataType.BOOLEAN);

  private TableSide() {}

  /**
   * Takes a filter apart without changing any row's fate. Where no conjunct can fail their order is
   * free, and what stands on the table's side goes there. Else only what stands before the first
   * one that can fail may decide, and only by being false: a null would have gone on to the next.
   */
  static Split split(Plan.TableJoin join, Expr condition) {
    List<Expr> conjuncts = Exprs.conjuncts(condition);
    boolean allSafe = conjuncts.stream().allMatch(Exprs::isSafe);
    List<Expr> table = new ArrayList<>();
    List<Expr> rest = new ArrayList<>();
    boolean safeSoFar = true;
    for (Expr conjunct : conjuncts) {
      Expr onTable = onTable(join, conjunct);
      safeSoFar &= Exprs.isSafe(conjunct);
      if (onTable != null && safeSoFar) {
        table.add(onTable);
        if (allSafe) {
          continue;
        }
      }
      rest.add(conjunct);
    }
    Expr left = allSafe ? Exprs.and(rest) : condition;
    return new Split(Exprs.and(table), allSafe, left);
  }

  /**
   * A SEMI or ANTI join that asks as much as it can by its keys, which are looked up: what its
   * condition says of one side alone is a key of TRUE. Where a conjunct can fail it stays as it is,
   * for then their order counts.
   */
  static Plan.TableJoin keyed(Plan.TableJoin join) {
    Expr residual = join.residual();
    boolean yieldsPairs =
        join.kind() == Plan.TableJoinKind.INNER || join.kind() == Plan.TableJoinKind.LEFT;
    if (yieldsPairs || residual == null || !Exprs.isSafe(residual)) {
      return join;
    }
    int width = join.input().schema().size();
    List<Plan.JoinKey> keys = new ArrayList<>(join.keys());
    List<Expr> rest = new ArrayList<>();
    for (Expr conjunct : Exprs.conjuncts(residual)) {
      BitSet columns = Exprs.references(conjunct);
      if (columns.nextSetBit(width) < 0) {
        keys.add(new Plan.JoinKey(conjunct, TRUE, false));
      } else if (columns.nextSetBit(0) >= width) {
        keys.add(new Plan.JoinKey(TRUE, Exprs.shift(conjunct, -width), false));
      } else {
        rest.add(conjunct);
      }
    }
    return new Plan.TableJoin(
        join.input(),
        join.table(),
        join.tableSchema(),
        join.kind(),
        keys,
        Exprs.and(rest),
        join.asOf());
  }

  /** The expression over the table's columns, or null if it needs the stream. */
  static @Nullable Expr onTable(Plan.TableJoin join, Expr expr) {
    if (join.kind() != Plan.TableJoinKind.INNER || join.keys().isEmpty()) {
      return null;
    }
    int width = join.input().schema().size();
    Expr replaced = Exprs.replace(expr, part -> partner(join, part, width));
    int tableEnd = width + join.tableSchema().size();
    boolean onTable = Exprs.references(replaced).stream().allMatch(i -> i >= width && i < tableEnd);
    boolean constant = Exprs.references(replaced).isEmpty();
    return onTable && !constant ? Exprs.shift(replaced, -width) : null;
  }

  private static @Nullable Expr partner(Plan.TableJoin join, Expr part, int width) {
    for (Plan.JoinKey key : join.keys()) {
      if (key.left().equals(part) && isIdentity(key.left().type())) {
        return Exprs.shift(key.right(), width);
      }
    }
    return null;
  }

  /** Whether equal values cannot be told apart: 0.0 and -0.0 can. */
  private static boolean isIdentity(DataType type) {
    return type instanceof DataType.Primitive && type != DataType.DOUBLE && type != DataType.FLOAT;
  }

  /** Follows an expression over a plan down to a join on whose table alone it depends. */
  static @Nullable OnTable trace(Plan plan, Expr expr) {
    if (plan instanceof Plan.Filter filter) {
      return trace(filter.input(), expr);
    }
    if (plan instanceof Plan.Project project) {
      Expr inner =
          Exprs.replace(
              expr,
              part ->
                  part instanceof Expr.ColumnRef column
                      ? project.columns().get(column.index()).expr()
                      : null);
      return trace(project.input(), inner);
    }
    if (plan instanceof Plan.TableJoin join) {
      Expr onTable = onTable(join, expr);
      if (onTable != null) {
        return new OnTable(join, onTable);
      }
      int width = join.input().schema().size();
      boolean below = Exprs.references(expr).stream().allMatch(i -> i < width);
      return below ? trace(join.input(), expr) : null;
    }
    return null;
  }
}
