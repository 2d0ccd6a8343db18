package io.weir.store.log;

import java.nio.file.Path;

/**
 * A segment file that holds a stretch of the log.
 *
 * @param number grows from segment to segment; also the file's name
 * @param base position of the first group in it; a later segment's base ends this one
 * @param firstSequence sequence number of the first group in it
 * @param size length of the file in bytes
 * @param path the file
 */
record Segment(long number, long base, long firstSequence, int size, Path path) {
  private static final String SUFFIX = ".seg";
  private static final int DIGITS = 16;

  /** Returns the offset in the file of a position. */
  int offset(long position) {
    return Math.toIntExact(position - base + SegmentHeader.BYTES);
  }

  /** Returns the position at which the file is at its end. */
  long endOfFile() {
    return base + Math.max(0, size - SegmentHeader.BYTES);
  }

  Segment withSize(int bytes) {
    return new Segment(number, base, firstSequence, bytes, path);
  }

  static Path path(Path folder, long number) {
    String digits = Long.toString(number);
    return folder.resolve("0".repeat(DIGITS - digits.length()) + digits + SUFFIX);
  }

  /** Returns the number in a segment file's name, or -1 if the name is not one. */
  static long numberOf(Path path) {
    String name = String.valueOf(path.getFileName());
    if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return -1;
    }
    for (int i = 0; i < DIGITS; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(name.substring(0, DIGITS));
  }
}
