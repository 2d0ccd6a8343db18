package io.weir.operators.function.nested;

import io.weir.operators.function.Library;

/** Functions of arrays and structs. */
public final class NestedFunctions {

  private NestedFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    MakeFunctions.register(library);
    ElementFunctions.register(library);
    ArrayFunctions.register(library);
    CollectionFunctions.register(library);
    InsertFunction.register(library);
    ZipFunction.register(library);
    SequenceFunction.register(library);
  }
}
