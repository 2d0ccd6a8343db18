package io.weir.store.checkpoint;

import io.weir.store.StoreException;
import java.nio.file.Path;

/** A checkpoint file does not hold what was written. */
public final class BadCheckpointException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String found;

  /**
   * Makes an exception.
   *
   * @param file the file
   * @param found what is wrong with it
   */
  BadCheckpointException(Path file, String found) {
    super(file + ": " + found);
    this.found = found;
  }

  /**
   * Makes an exception.
   *
   * @param file the file
   * @param found what is wrong with it
   * @param cause how it showed
   */
  BadCheckpointException(Path file, String found, Throwable cause) {
    super(file + ": " + found, cause);
    this.found = found;
  }

  /** Returns what is wrong, without the name of the file. */
  public String found() {
    return found;
  }
}
