package io.weir.operators.expr;

import io.weir.api.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The null mask of a kernel's result, made of those of its arguments without needless copies. */
public final class NullMask {

  private boolean[] own = new boolean[0];
  private boolean @Nullable [] mask;
  private int size;

  /** A mask. */
  public NullMask() {}

  /**
   * Starts with the nulls of one argument.
   *
   * @param a the argument
   */
  public void begin(Column a) {
    size = a.size();
    mask = a.nulls();
  }

  /**
   * Starts with the nulls of either argument.
   *
   * @param a an argument
   * @param b an argument of the same size
   */
  public void begin(Column a, Column b) {
    size = a.size();
    boolean[] left = a.nulls();
    boolean[] right = b.nulls();
    if (left == null || right == null) {
      mask = left == null ? right : left;
      return;
    }
    grow();
    for (int i = 0; i < size; i++) {
      own[i] = left[i] || right[i];
    }
    mask = own;
  }

  /**
   * Whether a row is null so far.
   *
   * @param row its position
   * @return true if it is
   */
  public boolean isNull(int row) {
    boolean[] current = mask;
    return current != null && current[row];
  }

  /**
   * Makes a row null.
   *
   * @param row its position
   */
  public void set(int row) {
    boolean[] current = mask;
    if (current != own || current == null) {
      grow();
      if (current == null) {
        Arrays.fill(own, 0, size, false);
      } else {
        System.arraycopy(current, 0, own, 0, size);
      }
      mask = own;
    }
    own[row] = true;
  }

  /**
   * The mask.
   *
   * @return null if no row is null
   */
  public boolean @Nullable [] array() {
    return mask;
  }

  private void grow() {
    if (own.length < size) {
      own = new boolean[Math.max(size, own.length + (own.length >> 1))];
    }
  }
}
