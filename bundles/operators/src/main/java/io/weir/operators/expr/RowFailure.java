package io.weir.operators.expr;

/** Ends the evaluation of one row; a {@link RowKernel} turns it into an error of that row. */
public final class RowFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure without stack trace: it is an outcome, not a fault.
   *
   * @param reason for people
   */
  public RowFailure(String reason) {
    super(reason, null, false, false);
  }

  /** The reason. */
  public String reason() {
    String reason = getMessage();
    return reason == null ? "failed" : reason;
  }
}
