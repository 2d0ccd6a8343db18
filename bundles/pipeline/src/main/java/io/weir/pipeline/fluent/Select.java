package io.weir.pipeline.fluent;

import java.util.ArrayList;
import java.util.List;

/**
 * A SELECT in the making. What cannot be added to it is put around it as a query of its own.
 *
 * <p>Thread: immutable once it was returned, any.
 */
final class Select {

  private final String bare; // what can be given another name; empty for a join
  private final String name; // that its columns can be called by; empty for none
  private final String from; // as it stands after FROM
  private String union = ""; // the whole query, while nothing was added to a UNION
  private List<String> columns = List.of();
  private boolean distinct;
  private List<String> where = List.of();
  private List<String> groups = List.of();
  private List<String> having = List.of();
  private List<String> order = List.of();
  private String limit = "";

  private Select(String bare, String name, String from) {
    this.bare = bare;
    this.name = name;
    this.from = from;
  }

  /**
   * All rows of something that the pipeline names.
   *
   * @param relation its name in SQL
   */
  static Select all(String relation) {
    return new Select(relation, relation, relation);
  }

  /** All rows of something, called by a name; an empty one for none. */
  private static Select of(String bare, String name) {
    return new Select(bare, name, name.isEmpty() ? bare : bare + " AS " + name);
  }

  private Select copy() {
    Select copy = new Select(bare, name, from);
    copy.union = union;
    copy.columns = columns;
    copy.distinct = distinct;
    copy.where = where;
    copy.groups = groups;
    copy.having = having;
    copy.order = order;
    copy.limit = limit;
    return copy;
  }

  private boolean isWhole() {
    return columns.isEmpty() && !distinct && groups.isEmpty() && !isOrdered();
  }

  private boolean isOrdered() {
    return !order.isEmpty() || !limit.isEmpty();
  }

  /** A copy whose rows are still those of FROM: this, or a query around it. */
  private Select open() {
    Select open = isWhole() ? copy() : of("(" + sql() + ")", name);
    open.union = "";
    return open;
  }

  private boolean isPlain() {
    return isWhole() && where.isEmpty();
  }

  /** As it stands after FROM or JOIN. */
  String asRelation() {
    return isPlain() ? from : of("(" + sql() + ")", name).from;
  }

  /** The same under a name. */
  Select as(String alias) {
    return of(isPlain() && !bare.isEmpty() ? bare : "(" + sql() + ")", alias);
  }

  /** The same, as it was at a time. */
  Select asOf(String time) {
    if (!isPlain() || bare.isEmpty() || bare.startsWith("(")) {
      throw new IllegalStateException(
          "asOf(%s): found\n%s\nexpected the rows of a table: call it first"
              .formatted(time, sql()));
    }
    String versioned = bare + " FOR SYSTEM_TIME AS OF " + time;
    return name.equals(bare) ? new Select(versioned, name, versioned) : of(versioned, name);
  }

  Select where(String condition) {
    if (!groups.isEmpty() && !distinct && !isOrdered()) {
      Select copy = copy();
      copy.having = with(having, condition);
      return copy;
    }
    Select open = open();
    open.where = with(open.where, condition);
    return open;
  }

  Select columns(List<String> selected) {
    Select open = open();
    open.columns = List.copyOf(selected);
    return open;
  }

  Select grouped(List<String> keys, List<String> selected) {
    Select open = columns(selected);
    open.groups = List.copyOf(keys);
    return open;
  }

  Select asDistinct() {
    Select copy = groups.isEmpty() && !isOrdered() ? copy() : open();
    copy.union = "";
    copy.distinct = true;
    return copy;
  }

  /**
   * Joined with something.
   *
   * @param join as it stands behind the left side
   */
  Select joined(String join) {
    return new Select("", "", asRelation() + "\n" + join);
  }

  Select union(Select other) {
    String sql = asOperand() + "\nUNION ALL\n" + other.asOperand();
    Select all = of("(" + sql + ")", "");
    all.union = sql;
    return all;
  }

  /** All rows that a function of a table makes of these. */
  Select through(String function, List<String> arguments) {
    boolean named = isPlain() && bare.equals(name);
    List<String> all = new ArrayList<>(List.of("TABLE(" + (named ? name : sql()) + ")"));
    all.addAll(arguments);
    String call = function + "(" + String.join(", ", all) + ")";
    return named ? new Select(call, name, call) : of(call, name);
  }

  private String asOperand() {
    return isOrdered() ? "(" + sql() + ")" : sql();
  }

  Select ordered(List<String> by) {
    Select copy = copy();
    copy.order = List.copyOf(by);
    return copy;
  }

  Select limited(long rows) {
    Select copy = copy();
    copy.limit = Long.toString(rows);
    return copy;
  }

  private static List<String> with(List<String> conditions, String condition) {
    List<String> all = new ArrayList<>(conditions);
    all.add(condition);
    return List.copyOf(all);
  }

  /** The whole query. */
  String sql() {
    StringBuilder sql = new StringBuilder();
    if (!union.isEmpty()) {
      sql.append(union);
    } else {
      sql.append(distinct ? "SELECT DISTINCT " : "SELECT ");
      sql.append(columns.isEmpty() ? "*" : String.join(", ", columns));
      sql.append("\nFROM ").append(from);
      all(sql, "WHERE", where);
      if (!groups.isEmpty()) {
        sql.append("\nGROUP BY ").append(String.join(", ", groups));
      }
      all(sql, "HAVING", having);
    }
    if (!order.isEmpty()) {
      sql.append("\nORDER BY ").append(String.join(", ", order));
    }
    if (!limit.isEmpty()) {
      sql.append("\nLIMIT ").append(limit);
    }
    return sql.toString();
  }

  private static void all(StringBuilder sql, String word, List<String> conditions) {
    if (conditions.size() == 1) {
      sql.append('\n').append(word).append(' ').append(conditions.get(0));
    } else if (!conditions.isEmpty()) {
      sql.append('\n').append(word).append(" (");
      sql.append(String.join(") AND (", conditions)).append(')');
    }
  }
}
