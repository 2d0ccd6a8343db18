package io.weir.operators.function.json;

/** Marks a text that is not JSON. */
final class BrokenJson extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenJson() {
    super(null, null, false, false);
  }
}
