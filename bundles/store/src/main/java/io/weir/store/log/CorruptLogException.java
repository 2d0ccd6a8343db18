package io.weir.store.log;

import io.weir.store.StoreException;
import java.nio.file.Path;

/** Durable bytes of a log are missing or are not what was written. */
public final class CorruptLogException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /**
   * Makes an exception.
   *
   * @param file the damaged file
   * @param offset where in it, in bytes
   * @param found what was found there, and what was expected
   */
  CorruptLogException(Path file, long offset, String found) {
    super(
        file
            + " at byte "
            + offset
            + ": "
            + found
            + ". The disk lost or changed bytes that were durable: check the disk, then restore"
            + " the pipeline's folder from a copy, or reset the pipeline.");
    this.file = file.toString();
    this.offset = offset;
  }

  /** Returns the path of the damaged file. */
  public String file() {
    return file;
  }

  /** Returns where in the file, in bytes from its start. */
  public long offset() {
    return offset;
  }
}
