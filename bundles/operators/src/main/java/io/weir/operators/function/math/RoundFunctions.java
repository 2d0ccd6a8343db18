package io.weir.operators.function.math;

import io.weir.operators.function.Library;

/** To come. */
public final class RoundFunctions {

  private RoundFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.group("math");
  }
}
