package io.weir.operators.function.time;

import io.weir.operators.function.Library;

/** Functions of dates and timestamps. The time zone is UTC unless one is named. */
public final class TimeFunctions {

  private TimeFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    FieldFunctions.register(library);
    SpanFunctions.register(library);
    EpochFunctions.register(library);
    FormatFunctions.register(library);
  }
}
