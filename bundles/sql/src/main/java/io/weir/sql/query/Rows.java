package io.weir.sql.query;

import io.weir.operators.expr.Expr;
import io.weir.sql.SqlCatalog;
import io.weir.sql.parser.Place;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ValueExpressionContext;
import org.jspecify.annotations.Nullable;

/** What stands after FROM or JOIN: rows that flow, or a table that can be joined to them. */
sealed interface Rows {

  /** Its columns under another name. */
  Rows as(String alias);

  /** Rows that flow. */
  record Stream(Scope scope) implements Rows {
    @Override
    public Rows as(String alias) {
      return new Stream(
          new Scope(
              scope.plan(), scope.columns().stream().map(column -> column.as(alias)).toList()));
    }
  }

  /**
   * A table, or a selection of its columns and rows.
   *
   * @param table the table
   * @param columns those that can be named; their positions are the table's
   * @param filter over the table's columns; null for all rows
   * @param asOf the time of FOR SYSTEM_TIME AS OF; null for none
   * @param place where it is named
   */
  record TableRows(
      SqlCatalog.Table table,
      List<ScopeColumn> columns,
      @Nullable Expr filter,
      @Nullable ValueExpressionContext asOf,
      Place place)
      implements Rows {
    /** Copies the columns. */
    public TableRows {
      columns = List.copyOf(columns);
    }

    @Override
    public Rows as(String alias) {
      return new TableRows(
          table, columns.stream().map(c -> c.as(alias)).toList(), filter, asOf, place);
    }
  }
}
