package io.weir.store.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file operation failed because the disk, or its user's quota, is full. */
public final class NoSpaceException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what the file system said
   * @param cause the original failure, or null
   */
  public NoSpaceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
