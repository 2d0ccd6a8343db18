package io.weir.operators.function.math;

import io.weir.operators.function.Library;

/** To come. */
public final class MathFunctions {

  private MathFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.group("math");
  }
}
