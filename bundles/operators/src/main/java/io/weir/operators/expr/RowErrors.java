package io.weir.operators.expr;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch whose evaluation failed, each with its first reason. Kernels report here
 * instead of throwing, so that one bad row does not stop the others.
 *
 * <p>Thread: one at a time.
 */
public final class RowErrors {

  private @Nullable String[] reasons = new @Nullable String[0];
  private int count;

  /** No errors. */
  public RowErrors() {}

  /**
   * Marks a row as failed.
   *
   * @param row its position in the batch
   * @param reason for people; kept only if the row has none yet
   */
  public void raise(int row, String reason) {
    if (row >= reasons.length) {
      reasons = Arrays.copyOf(reasons, Math.max(row + 1, Math.max(64, reasons.length * 2)));
    }
    if (reasons[row] == null) {
      reasons[row] = reason;
      count++;
    }
  }

  /** Whether any row failed. */
  public boolean any() {
    return count > 0;
  }

  /** The number of rows that failed. */
  public int count() {
    return count;
  }

  /**
   * Whether a row failed.
   *
   * @param row its position in the batch
   * @return true if it did
   */
  public boolean failed(int row) {
    return count > 0 && row < reasons.length && reasons[row] != null;
  }

  /**
   * Why a row failed.
   *
   * @param row one that failed
   * @return its first reason
   */
  public String reason(int row) {
    return Objects.requireNonNull(reasons[row]);
  }

  /**
   * The rows of a selection that did not fail.
   *
   * @param rows any
   * @return the same selection if none of it failed, else a new one
   */
  public Selection without(Selection rows) {
    if (count == 0) {
      return rows;
    }
    int[] kept = new int[rows.count()];
    int size = 0;
    for (int i = 0; i < rows.count(); i++) {
      if (!failed(rows.row(i))) {
        kept[size++] = rows.row(i);
      }
    }
    return size == rows.count() ? rows : Selection.of(kept, size);
  }

  /** Forgets all errors. */
  public void clear() {
    if (count > 0) {
      Arrays.fill(reasons, null);
      count = 0;
    }
  }
}
