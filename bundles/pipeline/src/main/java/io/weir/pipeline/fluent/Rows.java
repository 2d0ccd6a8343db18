package io.weir.pipeline.fluent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows of a pipeline in the making: those of a source, a table or a query, and what is made of
 * them. Each method gives other rows and leaves these as they are. What it means is SQL, which
 * {@link #sql} shows; names are resolved when the pipeline is built, with the same messages.
 *
 * <p>Texts named {@code sql} are expressions in SQL; others are names.
 *
 * <p>Thread: immutable; used by the thread that builds the pipeline.
 */
public final class Rows {

  private final PipelineBuilder owner;
  private final Select select;

  Rows(PipelineBuilder owner, Select select) {
    this.owner = owner;
    this.select = select;
  }

  private Rows with(Select other) {
    return new Rows(owner, other);
  }

  /**
   * The query in SQL.
   *
   * @return SELECT …, over several lines
   */
  public String sql() {
    return select.sql();
  }

  /**
   * The columns that the rows have.
   *
   * @return their names in order, hidden ones left out
   * @throws IllegalArgumentException if a name or a call is wrong, here or before
   */
  public List<String> columns() {
    return owner.columnsOf(sql());
  }

  /**
   * Names the rows, so that their columns can be told from others.
   *
   * @param alias such as {@code r}, for {@code r.device}
   * @return the same rows
   */
  public Rows as(String alias) {
    return with(select.as(SqlText.name(alias)));
  }

  /**
   * Keeps the rows for which a condition is true; after {@link Grouped#agg}, the groups.
   *
   * @param sql the condition
   * @return those rows
   */
  public Rows where(String sql) {
    return with(select.where(SqlText.expression(sql)));
  }

  /**
   * Keeps the rows for which a condition is true; after {@link Grouped#agg}, the groups.
   *
   * @param condition a boolean
   * @return those rows
   */
  public Rows where(Column condition) {
    return with(select.where(condition.sql()));
  }

  /**
   * Computes columns.
   *
   * @param columns in order
   * @return rows with these columns
   */
  public Rows select(Column... columns) {
    return with(select.columns(Arrays.stream(columns).map(Column::selected).toList()));
  }

  /**
   * Selects columns.
   *
   * @param names in order
   * @return rows with these columns
   */
  public Rows select(String... names) {
    return with(select.columns(paths(names)));
  }

  /**
   * Computes columns.
   *
   * @param sql in order, such as {@code temp * 9 / 5 AS f}
   * @return rows with these columns
   */
  public Rows selectExpr(String... sql) {
    return with(select.columns(Arrays.stream(sql).map(SqlText::expression).toList()));
  }

  /**
   * Adds a column, or puts it in the place of the one of that name.
   *
   * @param name of the column
   * @param value over the rows as they are
   * @return rows with all columns
   */
  public Rows withColumn(String name, Column value) {
    String column = value.as(name).selected();
    List<String> selected = new ArrayList<>();
    boolean replaced = false;
    for (String known : columns()) {
      boolean same = known.equalsIgnoreCase(name);
      replaced |= same;
      selected.add(same ? column : SqlText.name(known));
    }
    return with(select.columns(replaced ? selected : List.of("*", column)));
  }

  /**
   * Gives a column another name.
   *
   * @param name of the column
   * @param renamed its new name
   * @return rows with all columns
   * @throws IllegalArgumentException if there is no such column
   */
  public Rows withColumnRenamed(String name, String renamed) {
    List<String> known = columns();
    if (known.stream().noneMatch(name::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "no column %s; the columns are %s".formatted(name, String.join(", ", known)));
    }
    return with(
        select.columns(
            known.stream()
                .map(SqlText::name)
                .map(
                    column ->
                        column.equalsIgnoreCase(SqlText.name(name))
                            ? column + " AS " + SqlText.name(renamed)
                            : column)
                .toList()));
  }

  /**
   * Leaves columns out.
   *
   * @param names of columns
   * @return rows with the others
   */
  public Rows drop(String... names) {
    String left = String.join(", ", paths(names));
    return with(select.columns(List.of("* EXCEPT (" + left + ")")));
  }

  /**
   * Joins with a table or with other rows that flow: pairs.
   *
   * @param other the other side; two streams need bounds of their event times in the condition
   * @param sql the condition
   * @return pairs
   */
  public Rows join(Rows other, String sql) {
    return join(other, Expressions.expr(sql), JoinKind.INNER);
  }

  /**
   * Joins with a table or with other rows that flow.
   *
   * @param other the other side; two streams need bounds of their event times in the condition
   * @param sql the condition
   * @param kind what is yielded
   * @return what the kind says
   */
  public Rows join(Rows other, String sql, JoinKind kind) {
    return join(other, Expressions.expr(sql), kind);
  }

  /**
   * Joins with a table or with other rows that flow.
   *
   * @param other the other side; two streams need bounds of their event times in the condition
   * @param condition over the columns of both
   * @param kind what is yielded
   * @return what the kind says
   */
  public Rows join(Rows other, Column condition, JoinKind kind) {
    return joined(other, kind, "ON " + condition.sql());
  }

  /**
   * Joins by columns that both sides have; the result has them once.
   *
   * @param other the other side
   * @param kind what is yielded
   * @param names of columns, at least one
   * @return what the kind says
   */
  public Rows joinUsing(Rows other, JoinKind kind, String... names) {
    String columns = String.join(", ", Arrays.stream(names).map(SqlText::name).toList());
    return joined(other, kind, "USING (" + columns + ")");
  }

  /**
   * A versioned table, to be joined as it was at a time: of each key the row whose {@code
   * valid-from} is the latest up to then.
   *
   * @param time an expression over the other side, such as {@code r.ts}
   * @return the table, for {@link #join}
   * @throws IllegalStateException if these are not the rows of a table, as it is declared
   */
  public Rows asOf(String time) {
    return with(select.asOf(SqlText.expression(time)));
  }

  private Rows joined(Rows other, JoinKind kind, String condition) {
    requireSameOwner(other);
    return with(
        select.joined("%s %s %s".formatted(kind.sql(), other.select.asRelation(), condition)));
  }

  /**
   * The rows of both.
   *
   * @param other rows with as many columns, which are matched by their order
   * @return all of them
   */
  public Rows unionAll(Rows other) {
    requireSameOwner(other);
    return with(select.union(other.select));
  }

  private void requireSameOwner(Rows other) {
    if (other.owner != owner) {
      throw new IllegalArgumentException("found rows of another pipeline, expected of this one");
    }
  }

  /**
   * Groups, for aggregates. Without keys all rows are one group.
   *
   * @param keys columns, and at most one window
   * @return groups, to be aggregated
   */
  public Grouped groupBy(Column... keys) {
    return new Grouped(this, List.of(keys), "");
  }

  /**
   * Groups, for aggregates.
   *
   * @param names of columns
   * @return groups, to be aggregated
   */
  public Grouped groupBy(String... names) {
    return new Grouped(this, Arrays.stream(names).map(Expressions::col).toList(), "");
  }

  /**
   * Groups by all keys, by all but the last, and so on to none.
   *
   * @param keys columns
   * @return groups, to be aggregated
   */
  public Grouped rollup(Column... keys) {
    return new Grouped(this, List.of(keys), "ROLLUP");
  }

  /**
   * Groups by each subset of the keys.
   *
   * @param keys columns
   * @return groups, to be aggregated
   */
  public Grouped cube(Column... keys) {
    return new Grouped(this, List.of(keys), "CUBE");
  }

  /** Called by {@link Grouped}. */
  Rows grouped(List<String> keys, List<String> columns) {
    return with(keys.isEmpty() ? select.columns(columns) : select.grouped(keys, columns));
  }

  /**
   * Each row once: an aggregation without aggregates.
   *
   * @return those rows
   */
  public Rows distinct() {
    return with(select.asDistinct());
  }

  /**
   * The first row of each key. With the event time among the columns a row before the watermark is
   * late, and a key is forgotten when the watermark passes it; else keys are kept for ever.
   *
   * @param names of the columns that make rows alike; all if none are given
   * @return those rows
   */
  public Rows dropDuplicates(String... names) {
    return with(select.through("drop_duplicates", paths(names)));
  }

  /**
   * The first row of each key, which is forgotten when the watermark reaches its event time plus
   * the delay of the source's watermark. A row before the watermark is late.
   *
   * @param names of the columns that make rows alike; all if none are given
   * @return those rows
   */
  public Rows dropDuplicatesWithinWatermark(String... names) {
    return with(select.through("drop_duplicates_within_watermark", paths(names)));
  }

  /**
   * Groups, for a function that keeps a state for each key.
   *
   * @param names of the columns that make a key, at least one
   * @return groups, to be given to a function
   */
  public KeyedRows groupByKey(String... names) {
    return new KeyedRows(this, paths(names));
  }

  /** Called by {@link KeyedRows}. */
  Rows through(String function, List<String> arguments) {
    return with(select.through(function, arguments));
  }

  private static List<String> paths(String... names) {
    return Arrays.stream(names).map(SqlText::path).toList();
  }

  /**
   * Orders a whole result, in output mode complete.
   *
   * @param sql such as {@code n DESC}
   * @return the same rows
   */
  public Rows orderBy(String... sql) {
    return with(select.ordered(Arrays.stream(sql).map(Rows::order).toList()));
  }

  private static String order(String sql) {
    String lower = sql.strip().toLowerCase(Locale.ROOT);
    for (String direction : List.of(" asc", " desc")) {
      if (lower.endsWith(direction)) {
        int end = sql.stripTrailing().length() - direction.length();
        return SqlText.expression(sql.substring(0, end)) + sql.substring(end);
      }
    }
    return SqlText.expression(sql);
  }

  /**
   * Keeps the first rows of a whole result, in output mode complete.
   *
   * @param rows how many
   * @return those rows
   */
  public Rows limit(long rows) {
    return with(select.limited(rows));
  }

  /**
   * Makes these rows a query of the pipeline.
   *
   * @param name of the query
   * @return the query, whose output mode, trigger and sinks can be set
   */
  public QueryBuilder query(String name) {
    return owner.query(name, sql());
  }

  /** The SQL. */
  @Override
  public String toString() {
    return sql();
  }
}
