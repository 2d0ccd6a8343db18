package io.weir.operators.state;

import io.weir.operators.key.KeyTable;

/**
 * Is told of timeouts whose function failed.
 *
 * <p>Thread: the one that calls the operator.
 */
@FunctionalInterface
public interface TimeoutFailures {

  /**
   * Is told of one.
   *
   * @param dueMicros when the key timed out
   * @param keys holds the key
   * @param key its id
   * @param reason for people
   */
  void failed(long dueMicros, KeyTable keys, int key, String reason);
}
