package io.weir.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The disk, or the quota of its user, has no room. Nothing was half done: once there is room the
 * same call may be made again.
 */
public class StoreFullException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final long wantedBytes;

  /**
   * Makes an exception.
   *
   * @param folder where there was no room
   * @param wantedBytes how much was wanted
   * @param cause what the file system said, or null
   */
  public StoreFullException(Path folder, long wantedBytes, @Nullable Throwable cause) {
    super(
        folder
            + ": no space left for "
            + wantedBytes
            + " more bytes. Free space on that disk, or raise the quota; work goes on once there"
            + " is room.",
        cause);
    this.wantedBytes = wantedBytes;
  }

  /** Returns how many bytes were wanted. */
  public long wantedBytes() {
    return wantedBytes;
  }
}
