package io.weir.bench.query;

/**
 * A row of the static table.
 *
 * @param priority 0 to 5
 * @param site where the device stands
 */
public record Priority(int priority, String site) {

  /** What the query keeps. */
  static final int LEAST = 3;
}
