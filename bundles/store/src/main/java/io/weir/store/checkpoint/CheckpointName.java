package io.weir.store.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The name of a checkpoint file: {@code checkpoint-GENERATION-CHECKSUM.mv}. The checksum, CRC32C of
 * all its bytes, is in the name so that it comes to the disk with the rename that makes the file
 * the newest checkpoint; MVStore, whose pages have no checksums, then never reads a byte that it
 * did not write.
 *
 * @param generation grows from checkpoint to checkpoint
 * @param checksum CRC32C of the file
 */
record CheckpointName(long generation, int checksum) {
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".mv";
  private static final int HEX = 16;
  private static final int GENERATION_DIGITS = 12;
  private static final int CHECKSUM_DIGITS = 8;

  Path in(Path folder) {
    return folder.resolve(PREFIX + "%012d-%08x".formatted(generation, checksum) + SUFFIX);
  }

  /** Returns the name of a file, or null if it is not that of a checkpoint. */
  static @Nullable CheckpointName of(Path path) {
    String name = String.valueOf(path.getFileName());
    int dash = PREFIX.length() + GENERATION_DIGITS;
    int end = dash + 1 + CHECKSUM_DIGITS;
    if (name.length() != end + SUFFIX.length()
        || !name.startsWith(PREFIX)
        || name.charAt(dash) != '-'
        || !name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      return new CheckpointName(
          Long.parseLong(name.substring(PREFIX.length(), dash)),
          Integer.parseUnsignedInt(name.substring(dash + 1, end), HEX));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
