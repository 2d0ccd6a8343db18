package io.weir.operators.function.time;

import io.weir.operators.function.Library;

/** To come. */
public final class TimeFunctions {

  private TimeFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.group("time");
  }
}
