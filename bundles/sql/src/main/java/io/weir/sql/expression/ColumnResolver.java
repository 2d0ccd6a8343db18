package io.weir.sql.expression;

import io.weir.operators.expr.Expr;

/** Says what names mean where an expression stands. */
@FunctionalInterface
public interface ColumnResolver {

  /**
   * Resolves a name.
   *
   * @param name a column or a field in it
   * @return its value; an unknown or ambiguous name is refused
   */
  Expr resolve(ColumnName name);
}
