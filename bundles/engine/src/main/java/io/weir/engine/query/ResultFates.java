package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.operators.RowFates;
import io.weir.operators.Rows;
import java.util.function.IntFunction;

/**
 * Rows that are made of no record have no fate when they leave the way; those that fail are told.
 *
 * <p>Thread: the one that calls the query.
 */
final class ResultFates implements RowFates {

  private final PendingRows pending;
  private final IntFunction<String> describe;

  /**
   * Tells failures.
   *
   * @param pending takes them
   * @param describe tells a row by its position when it came out of its operator
   */
  ResultFates(PendingRows pending, IntFunction<String> describe) {
    this.pending = pending;
    this.describe = describe;
  }

  @Override
  public boolean ofRecords() {
    return false;
  }

  @Override
  public boolean needsPositions() {
    return false;
  }

  @Override
  public void note(Fate fate, Rows rows, int[] positions, int from, int to) {}

  @Override
  public void late(Rows rows, int[] positions, int count) {}

  @Override
  public void partlyLate(Rows rows, int position) {}

  @Override
  public void quarantine(Rows rows, int position, String reason) {
    pending.fail(describe.apply(rows.origin(position)), reason);
  }
}
