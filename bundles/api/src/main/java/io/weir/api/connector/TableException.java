package io.weir.api.connector;

/** A table version that cannot be used. The message is for people and says where. */
public final class TableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param message file, line, column, what was found, what was expected
   */
  public TableException(String message) {
    super(message);
  }
}
