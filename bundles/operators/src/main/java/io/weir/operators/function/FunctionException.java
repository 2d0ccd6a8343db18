package io.weir.operators.function;

/** A call that cannot be resolved. The message says what was found and what is expected. */
public final class FunctionException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message for people, without position: the caller knows where in the SQL it is
   */
  public FunctionException(String message) {
    super(message);
  }
}
