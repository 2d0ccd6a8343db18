package io.weir.formats.cell;

/** A value that does not fit its column. Carries no stack: it is a result, not a fault. */
public final class Misfit extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * A misfit.
   *
   * @param message field, found, expected; one sentence
   */
  public Misfit(String message) {
    super(message, null, false, false);
  }

  /**
   * The message; never null.
   *
   * @return one sentence
   */
  public String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
