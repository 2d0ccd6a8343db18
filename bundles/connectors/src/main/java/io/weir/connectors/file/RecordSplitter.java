package io.weir.connectors.file;

import io.weir.api.format.FileLayout;

/**
 * Finds where records end in the bytes of a file.
 *
 * <p>Thread: one at a time.
 */
final class RecordSplitter {

  private final boolean quotes;
  private boolean inQuotes;
  private int scanned;

  RecordSplitter(FileLayout layout) {
    this.quotes = layout == FileLayout.CSV_WITH_HEADER;
  }

  /** Forgets what it saw of the record at hand. */
  void reset() {
    inQuotes = false;
    scanned = 0;
  }

  /**
   * Where the line feed behind the record at hand stands. Called again with more bytes, it goes on
   * where it stopped.
   *
   * @param bytes holds the record
   * @param start where it starts
   * @param end where the bytes known so far end
   * @return the position of the line feed, or -1 if it is not there yet
   */
  int lineFeed(byte[] bytes, int start, int end) {
    for (int at = start + scanned; at < end; at++) {
      byte c = bytes[at];
      if (c == '\n' && !inQuotes) {
        return at;
      }
      if (quotes && c == '"') {
        inQuotes = !inQuotes; // a doubled quote turns it twice
      }
    }
    scanned = end - start;
    return -1;
  }
}
