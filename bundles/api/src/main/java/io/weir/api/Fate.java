package io.weir.api;

/**
 * What became of a record. Every record received has exactly one fate at its source, and every
 * accepted record exactly one in each query that reads the source.
 *
 * <p>The order of the constants is the order of the way through a query: when several rows are made
 * of one record, the record's fate is the furthest that any of them got, which is the greatest
 * constant.
 */
public enum Fate {
  /** At the source: dropped because the receiver's bounded queue was full (QoS 0 only). */
  OVERFLOW,
  /** At the source: the same delivery, or the same declared identity, was accepted before. */
  DUPLICATE,
  /** At the source: undecodable, without event time, or too far ahead. */
  REJECTED,
  /** At the source: passed every check; moves the watermark. */
  ACCEPTED,
  /** In a query: retention expired before the query read it. */
  SKIPPED,
  /** In a query: waits in a join. */
  PENDING,
  /** In a query: an inner join found no partner. */
  NO_MATCH,
  /** In a query: WHERE was not true. */
  FILTERED,
  /** In a query: a deduplicating operator had seen its like. */
  DEDUPLICATED,
  /** In a query: all its windows were final, or it was before the watermark. */
  LATE,
  /** In a query: an expression failed, or the state budget was full. */
  QUARANTINED,
  /** In a query: part of a group. */
  AGGREGATED,
  /** In a query: reached the output as a row of its own. */
  PASSED;

  private final String label;

  Fate() {
    label = name().equals("REJECTED") ? "quarantined" : name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The name users see, as PIPELINE.md writes it.
   *
   * @return lower case, words joined by hyphens, such as {@code no-match}
   */
  public String label() {
    return label.replace('_', '-');
  }
}
