package io.weir.pipeline.fluent;

/** What a join yields. */
public enum JoinKind {
  /** Pairs. */
  INNER("JOIN"),
  /** Pairs, and rows of the left side without partner. */
  LEFT("LEFT JOIN"),
  /** Pairs, and rows of the right side without partner; of two streams. */
  RIGHT("RIGHT JOIN"),
  /** Pairs, and rows of both sides without partner; of two streams. */
  FULL("FULL JOIN"),
  /** Rows of the left side that have a partner. */
  SEMI("LEFT SEMI JOIN"),
  /** Rows of the left side that have none. */
  ANTI("LEFT ANTI JOIN");

  private final String sql;

  JoinKind(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
