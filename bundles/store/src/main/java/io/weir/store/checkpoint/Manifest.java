package io.weir.store.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint holds; written last.
 *
 * @param version format version of the checkpoint
 * @param generation number of the checkpoint
 * @param logPosition the log position it belongs to
 * @param chunkCount number of chunks of all values
 * @param totalBytes number of bytes of all values
 * @param metadata the caller's, in its order
 * @param values where each value is, in the order of writing
 */
record Manifest(
    int version,
    long generation,
    long logPosition,
    long chunkCount,
    long totalBytes,
    Map<String, String> metadata,
    Map<String, Value> values) {
  static final int VERSION = 1;

  /**
   * Where a value is.
   *
   * @param firstChunk key of its first chunk
   * @param chunks number of its chunks
   * @param bytes its length
   */
  record Value(long firstChunk, long chunks, long bytes) {}

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(version);
      out.writeLong(generation);
      out.writeLong(logPosition);
      out.writeLong(chunkCount);
      out.writeLong(totalBytes);
      out.writeInt(metadata.size());
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        writeText(out, entry.getKey());
        writeText(out, entry.getValue());
      }
      out.writeInt(values.size());
      for (Map.Entry<String, Value> entry : values.entrySet()) {
        writeText(out, entry.getKey());
        Value value = entry.getValue();
        out.writeLong(value.firstChunk);
        out.writeLong(value.chunks);
        out.writeLong(value.bytes);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a manifest whose checksum was right.
   *
   * @throws IOException if it is not one after all
   */
  static Manifest decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readInt();
      long generation = in.readLong();
      long logPosition = in.readLong();
      long chunkCount = in.readLong();
      long totalBytes = in.readLong();
      Map<String, String> metadata = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String key = readText(in);
        metadata.put(key, readText(in));
      }
      Map<String, Value> values = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = readText(in);
        values.put(name, new Value(in.readLong(), in.readLong(), in.readLong()));
      }
      return new Manifest(
          version, generation, logPosition, chunkCount, totalBytes, metadata, values);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
