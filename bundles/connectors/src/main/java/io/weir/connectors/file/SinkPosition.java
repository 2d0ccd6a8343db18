package io.weir.connectors.file;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a file sink has written.
 *
 * @param path the configured path
 * @param file the number of the rolled file; 0 when files are not rolled
 * @param length its length in bytes
 * @param openedMicros when its first row was written, epoch microseconds
 * @param replaced whether the file holds one result whole, which is never cut
 */
record SinkPosition(String path, long file, long length, long openedMicros, boolean replaced) {

  private static final int VERSION = 1;

  byte[] toBytes() {
    ByteSink bytes = new ByteSink();
    bytes.writeByte(VERSION);
    FilePosition.writeText(path, bytes);
    bytes.writeLong(file);
    bytes.writeLong(length);
    bytes.writeLong(openedMicros);
    bytes.writeByte(replaced ? 1 : 0);
    return bytes.toByteArray();
  }

  /** Null when there is none. */
  static @Nullable SinkPosition of(@Nullable ByteBuffer source) {
    if (source == null || !source.hasRemaining()) {
      return null;
    }
    ByteBuffer bytes = source.slice();
    int version = bytes.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "position of a file sink: found version " + version + ", expected " + VERSION);
    }
    return new SinkPosition(
        FilePosition.readText(bytes),
        bytes.getLong(),
        bytes.getLong(),
        bytes.getLong(),
        bytes.get() != 0);
  }
}
