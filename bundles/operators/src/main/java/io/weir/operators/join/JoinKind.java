package io.weir.operators.join;

/** What a join with a table yields. */
public enum JoinKind {
  /** Pairs. */
  INNER,
  /** Pairs, and rows without partner with nulls. */
  LEFT,
  /** Rows with a partner. */
  SEMI,
  /** Rows without a partner. */
  ANTI
}
