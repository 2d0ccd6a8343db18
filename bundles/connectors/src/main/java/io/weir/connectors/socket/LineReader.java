package io.weir.connectors.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that end with LF or CRLF. A line that is too long is cut and marked.
 *
 * <p>Thread: one at a time.
 */
final class LineReader {

  /** One line. */
  record Line(byte[] bytes, boolean tooLong) {}

  private final InputStream input;
  private final int maxBytes;
  private final byte[] buffer = new byte[8192];
  private int from;
  private int to;

  LineReader(InputStream input, int maxBytes) {
    this.input = input;
    this.maxBytes = maxBytes;
  }

  /** The next whole line, null at the end; a line that the end cuts off is dropped. */
  @Nullable Line next() throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    boolean tooLong = false;
    while (true) {
      if (from == to) {
        from = 0;
        to = input.read(buffer);
        if (to <= 0) {
          to = 0;
          return null;
        }
      }
      byte c = buffer[from++];
      if (c == '\n') {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new Line(Arrays.copyOf(line, end), tooLong);
      }
      if (length == maxBytes) {
        tooLong = true;
        continue;
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, Math.min(maxBytes, length * 2));
      }
      line[length++] = c;
    }
  }
}
