package io.weir.pipeline;

/** A run that cannot begin or go on. The message is for people: what was found, what to do. */
public final class RunException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * An exception.
   *
   * @param message what was found, what was expected, what to do
   */
  public RunException(String message) {
    super(message);
  }
}
