package io.weir.operators.function.text;

import io.weir.operators.function.Library;

/** To come. */
public final class PatternFunctions {

  private PatternFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.group("text");
  }
}
