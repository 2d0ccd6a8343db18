package io.weir.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a full disk from other failures. Java has no type for it, and the text is the C library's
 * in the language of the environment, so the free space is asked as well.
 */
public final class DiskSpace {
  /** With less than this left a failed write is taken for a full disk. */
  private static final long NOTHING_LEFT_BYTES = 4096;

  private DiskSpace() {}

  /**
   * Explains a failure.
   *
   * @param failure what an operation on a file said
   * @param path the file
   * @return the failure itself, or a {@link NoSpaceException} if the disk is full
   */
  public static IOException explain(IOException failure, Path path) {
    if (failure instanceof NoSpaceException) {
      return failure;
    }
    if (saysFull(failure.getMessage()) || nothingLeft(path)) {
      return new NoSpaceException(path + ": " + failure.getMessage(), failure);
    }
    return failure;
  }

  private static boolean saysFull(@Nullable String message) {
    if (message == null) {
      return false;
    }
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("no space left") // ENOSPC
        || text.contains("quota exceeded") // EDQUOT
        || text.contains("not enough space"); // Windows
  }

  private static boolean nothingLeft(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    try {
      return folder != null && Files.getFileStore(folder).getUsableSpace() < NOTHING_LEFT_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
