package io.weir.operators;

import io.weir.operators.key.KeyTable;
import io.weir.operators.window.QueryWatermark;

/**
 * An operator whose state falls apart by keys: what it does with a row depends on the rows of the
 * same key, on watermarks, and on what room the budget has. So several of them, with the rows of
 * some keys each, do what one does.
 */
public interface KeyedOperator extends Operator {

  /** Tells whose a key is. */
  @FunctionalInterface
  interface Ownership {

    /** One operator has all keys. */
    Ownership ALL = (keys, key) -> true;

    /**
     * Whether a key is the operator's that asks.
     *
     * @param keys a table of its
     * @param key an id there
     */
    boolean owns(KeyTable keys, int key);

    /** Whether what has no key is the operator's. */
    default boolean ownsKeyless() {
      return true;
    }
  }

  /**
   * Evaluates what does not depend on the state. {@link #take} of the same rows follows.
   *
   * @param path by which they come
   * @param rows a batch
   */
  void prepare(int path, Rows rows);

  /**
   * The most that the state can grow by until the prepared rows are taken.
   *
   * @param path by which they come
   * @param rows the same
   * @return bytes; {@link Long#MAX_VALUE} if nobody knows
   */
  long growth(int path, Rows rows);

  /**
   * Takes the rows that were prepared.
   *
   * @param path by which they come
   * @param rows the same
   * @param watermark turned to the feed of the rows; the operator's own
   * @param fates receives the rows that leave the way
   */
  void take(int path, Rows rows, QueryWatermark watermark, RowFates fates);

  @Override
  default void accept(int path, Rows rows, QueryWatermark watermark, RowFates fates) {
    prepare(path, rows);
    take(path, rows, watermark, fates);
    passed(rows.batch().size());
  }

  /**
   * Tells that a batch is through, whoever took its rows.
   *
   * @param rows of the batch
   */
  default void passed(int rows) {}

  /**
   * Whether a watermark makes anything final or lets anything go, so that {@link #advance} may take
   * time.
   *
   * @param watermarkMicros of the operator
   */
  boolean isDueAt(long watermarkMicros);

  /**
   * Yields what is due at a trigger because something is due for keys of this operator or of
   * others.
   *
   * @param nowMicros the journal's time, epoch microseconds
   */
  default void dueWithOthers(long nowMicros) {
    due(nowMicros);
  }

  /**
   * Reads of a state what belongs to the keys that this operator owns; called before any other
   * method, once for each operator that wrote a state.
   *
   * @param source gives back what {@link #snapshot} wrote
   * @param ownership tells which keys those are
   */
  void restore(StateSource source, Ownership ownership);

  @Override
  default void restore(StateSource source) {
    restore(source, Ownership.ALL);
  }
}
