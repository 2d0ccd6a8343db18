package io.weir.simulator.output;

/** A place that cannot be written to. The message says which, why and what to do. */
public final class OutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a cause. */
  public OutputException(String message) {
    super(message);
  }

  /** With the failure that caused it. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
