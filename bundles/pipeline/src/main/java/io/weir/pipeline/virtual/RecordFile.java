package io.weir.pipeline.virtual;

import io.weir.api.format.FileLayout;
import io.weir.engine.journal.RecordBlock;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of files, one after the other, in the layout of a format. Holds one buffer, however
 * long the files are.
 *
 * <p>Thread: one at a time.
 */
final class RecordFile implements Closeable {

  private static final int BUFFER = 256 << 10;
  private static final int LONGEST_RECORD = 64 << 20;

  private final FileLayout layout;
  private final Iterator<Path> files;
  private @Nullable Path file;
  private @Nullable InputStream input;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private boolean atEnd;
  private byte[] header = {};
  private boolean headerRead;

  RecordFile(List<Path> files, FileLayout layout) {
    this.files = files.iterator();
    this.layout = layout;
  }

  /**
   * Appends the next records to a block.
   *
   * @return how many; less than the limit only at the end of all files
   */
  int read(RecordBlock block, int limit) throws IOException {
    int count = 0;
    while (count < limit) {
      if (input == null && !open()) {
        return count;
      }
      int length = recordLength();
      if (length < 0) {
        closeFile();
      } else {
        int next = start + length;
        int recordEnd = next > start && next <= end && endsWithReturn(next) ? next - 1 : next;
        count += take(block, start, recordEnd);
        start = Math.min(next + 1, end);
      }
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    closeFile();
  }

  private boolean endsWithReturn(int next) {
    return buffer[next - 1] == '\r';
  }

  private int take(RecordBlock block, int from, int to) {
    boolean blank = isBlank(from, to);
    if (layout == FileLayout.CSV_WITH_HEADER && !headerRead) {
      if (!blank) {
        header = framed(from, to);
        headerRead = true;
      }
      return 0;
    }
    if (blank && layout != FileLayout.ALL_LINES) {
      return 0;
    }
    if (layout == FileLayout.CSV_WITH_HEADER) {
      byte[] framed = Arrays.copyOf(header, header.length + to - from);
      System.arraycopy(buffer, from, framed, header.length, to - from);
      block.add(framed, 0, framed.length, null, 0);
    } else {
      block.add(buffer, from, to - from, null, 0);
    }
    return 1;
  }

  private byte[] framed(int from, int to) {
    byte[] framed = new byte[to - from + 2];
    framed[0] = FileLayout.HEADER_MARK;
    System.arraycopy(buffer, from, framed, 1, to - from);
    framed[framed.length - 1] = FileLayout.HEADER_MARK;
    return framed;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /**
   * The length of the record at {@link #start} without its line feed; -1 at the end of the file.
   */
  private int recordLength() throws IOException {
    boolean quotes = layout == FileLayout.CSV_WITH_HEADER;
    boolean quoted = false;
    int scanned = 0;
    while (true) {
      for (int at = start + scanned; at < end; at++) {
        byte c = buffer[at];
        if (c == '\n' && !quoted) {
          return at - start;
        }
        if (quotes && c == '"') {
          quoted = !quoted; // A doubled quote turns it twice.
        }
      }
      scanned = end - start;
      if (atEnd) {
        return scanned == 0 ? -1 : scanned;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      if (end >= LONGEST_RECORD) {
        throw new IOException(
            file + ": found a record longer than 64MB, expected a line end or closing quote");
      }
      buffer = Arrays.copyOf(buffer, end * 2);
    }
    int read = input == null ? -1 : input.read(buffer, end, buffer.length - end);
    if (read < 0) {
      atEnd = true;
    } else {
      end += read;
    }
  }

  private boolean open() throws IOException {
    if (!files.hasNext()) {
      return false;
    }
    file = files.next();
    input =
        file.toString().equals("-")
            ? new BufferedInputStream(System.in)
            : Files.newInputStream(file);
    start = 0;
    end = 0;
    atEnd = false;
    headerRead = false;
    while (end < 3 && !atEnd) {
      fill();
    }
    if (end >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      start = 3;
    }
    return true;
  }

  private void closeFile() throws IOException {
    if (input != null) {
      input.close();
      input = null;
    }
  }
}
