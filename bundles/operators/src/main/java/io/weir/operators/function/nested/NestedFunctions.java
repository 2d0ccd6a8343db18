package io.weir.operators.function.nested;

import io.weir.operators.function.Library;

/** To come. */
public final class NestedFunctions {

  private NestedFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.group("nested");
  }
}
