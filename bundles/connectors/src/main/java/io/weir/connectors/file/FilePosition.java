package io.weir.connectors.file;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How far a file source has read.
 *
 * @param path the file; empty before the first
 * @param offset where the next record starts
 * @param skipping whether the rest of a refused record stands there instead
 * @param key what the file system knows the file by, such as its inode; empty if nothing
 * @param sampled the length of the sample at the file's start, 0 to {@link #MAX_SAMPLE}
 * @param sampleCrc the CRC32C of that sample: tells another file under the same name
 */
record FilePosition(
    String path, long offset, boolean skipping, String key, int sampled, int sampleCrc) {

  static final FilePosition START = new FilePosition("", 0, false, "", 0, 0);

  static final int MAX_SAMPLE = 256;

  private static final int VERSION = 1;

  void write(ByteSink target) {
    target.writeByte(VERSION);
    writeText(path, target);
    target.writeLong(offset);
    target.writeByte(skipping ? 1 : 0);
    writeText(key, target);
    target.writeInt(sampled);
    target.writeInt(sampleCrc);
  }

  static FilePosition read(ByteBuffer source) {
    ByteBuffer bytes = source.slice();
    int version = bytes.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "position of a file source: found version " + version + ", expected " + VERSION);
    }
    return new FilePosition(
        readText(bytes),
        bytes.getLong(),
        bytes.get() != 0,
        readText(bytes),
        bytes.getInt(),
        bytes.getInt());
  }

  static void writeText(String text, ByteSink target) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    target.writeInt(utf8.length);
    target.write(utf8);
  }

  static String readText(ByteBuffer bytes) {
    byte[] utf8 = new byte[bytes.getInt()];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
