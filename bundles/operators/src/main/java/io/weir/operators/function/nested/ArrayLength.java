package io.weir.operators.function.nested;

import io.weir.operators.expr.RowFailure;

/** How long an array may be that a function makes of numbers. */
final class ArrayLength {

  /** A longer array is hardly meant, and would take the memory of others. */
  private static final int MOST = 1 << 20;

  private ArrayLength() {}

  /** Fails the row where an array would have too many elements. */
  static void check(String function, long elements) {
    if (elements > MOST) {
      throw new RowFailure(
          "%s: an array of %d elements, expected at most %d".formatted(function, elements, MOST));
    }
  }
}
