package io.weir.operators;

/**
 * A keyed operator of which nobody knows beforehand how much its state grows by rows, because users
 * decide: it takes them, and takes that back if there was no room.
 */
public interface RevocableOperator extends KeyedOperator {

  /** Begins to remember what has to be taken back. */
  void begin();

  /**
   * The most by which the state was larger since {@link #begin} than then, at the end of a row.
   *
   * @return bytes, at least 0
   */
  long most();

  /** Forgets what was remembered. */
  void keep();

  /** Takes everything back that was done to the state since {@link #begin}. */
  void revoke();
}
