package io.weir.engine.query;

/**
 * A plan that cannot be run, such as an illegal combination of output mode and operator. The
 * message says why and what to do instead.
 */
public final class PlanException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message for people
   */
  public PlanException(String message) {
    super(message);
  }
}
