package io.weir.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure of the store itself. The message says where, what was found and what to do. */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message where, what was found, what was expected, what to do
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Makes an exception with its cause.
   *
   * @param message where, what was found, what was expected, what to do
   * @param cause what made it fail, or null
   */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
