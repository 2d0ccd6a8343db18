package io.weir.engine.query;

/**
 * Takes rows made of groups.
 *
 * <p>Thread: the one that calls the operator.
 */
@FunctionalInterface
interface GroupSink {

  /**
   * Takes rows.
   *
   * @param rows read before the call returns
   */
  void groups(GroupRows rows);
}
