package io.weir.pipeline.virtual;

import io.weir.api.connector.Delivery;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file that takes a sink's rows, one a line; overwritten at the start. {@code -} is the
 * standard output.
 *
 * <p>Errors are remembered and told by {@link #check}, because who delivers would try again for
 * ever.
 *
 * <p>Thread: one at a time.
 */
final class RowFile implements RowTarget {

  private static final int BUFFER = 64 << 10;

  private final Path path;
  private final @Nullable FileChannel channel;
  private final OutputStream standardOutput;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private byte[] header = {};
  private boolean headerWritten;
  private long rows;
  private @Nullable IOException failure;

  private RowFile(Path path, @Nullable FileChannel channel, OutputStream standardOutput) {
    this.path = path;
    this.channel = channel;
    this.standardOutput = standardOutput;
  }

  static RowFile open(Path path, OutputStream standardOutput) throws IOException {
    if (path.toString().equals("-")) {
      return new RowFile(path, null, standardOutput);
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    return new RowFile(path, channel, standardOutput);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void header(String text) {
    header = text.isEmpty() ? new byte[0] : (text + "\n").getBytes(StandardCharsets.UTF_8);
    writeHeader();
  }

  @Override
  public void row(Delivery row) {
    try {
      if (row.replaces()) {
        startAnew();
      }
      write(row.array(), row.offset(), row.length());
      write(new byte[] {'\n'}, 0, 1);
      rows++;
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public void check() throws IOException {
    if (failure != null) {
      throw new IOException(path + ": cannot be written: " + failure.getMessage(), failure);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      flush();
      if (channel == null) {
        standardOutput.flush();
      }
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private void writeHeader() {
    if (!headerWritten && header.length > 0) {
      try {
        write(header, 0, header.length);
        headerWritten = true;
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private void startAnew() throws IOException {
    if (channel != null) {
      buffer.clear();
      channel.truncate(0);
      channel.position(0);
      headerWritten = false;
      writeHeader();
    }
    rows = 0;
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int rest = length;
    while (rest > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(rest, buffer.remaining());
      buffer.put(bytes, at, part);
      at += part;
      rest -= part;
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    try {
      if (channel == null) {
        standardOutput.write(buffer.array(), 0, buffer.limit());
      } else {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      buffer.clear();
    }
  }
}
