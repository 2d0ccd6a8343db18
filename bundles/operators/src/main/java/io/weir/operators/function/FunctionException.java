package io.weir.operators.function;

/** A call that cannot be resolved. The message says what was found and what is expected. */
public final class FunctionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean missing;

  /**
   * An error.
   *
   * @param message for people, without position: the caller knows where in the SQL it is
   */
  public FunctionException(String message) {
    this(message, false);
  }

  /**
   * An error.
   *
   * @param message for people, without position
   * @param missing whether there is no function of that name, which a bundle may yet bring
   */
  FunctionException(String message, boolean missing) {
    super(message);
    this.missing = missing;
  }

  /** Whether there is no function of that name, which a bundle may yet bring. */
  public boolean missing() {
    return missing;
  }
}
