package io.weir.sql.query;

import io.weir.operators.expr.Expr.ColumnRef;

/**
 * A column that a query can name.
 *
 * @param relation the alias or name of the relation that it belongs to
 * @param column its place in the plan's output
 * @param hidden whether {@code *} leaves it out
 * @param merged whether only {@code relation.name} means it, because a join USING it gave the plain
 *     name to the other side
 */
record ScopeColumn(String relation, ColumnRef column, boolean hidden, boolean merged) {

  String name() {
    return column.name();
  }

  boolean isCalled(String name) {
    return column.name().equalsIgnoreCase(name);
  }

  boolean isOf(String name) {
    return relation.equalsIgnoreCase(name);
  }

  String qualifiedName() {
    return relation.isEmpty() ? name() : relation + "." + name();
  }

  ScopeColumn as(String alias) {
    return new ScopeColumn(alias, column, hidden, merged);
  }
}
