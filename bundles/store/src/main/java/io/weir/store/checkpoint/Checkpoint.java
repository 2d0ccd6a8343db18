package io.weir.store.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint that was verified, open for reading. Every block is verified again when it is read.
 * Used by one thread; one block of 256 KiB is in memory at a time.
 */
public final class Checkpoint implements Closeable {
  private final MvFile file;
  private final Manifest manifest;

  Checkpoint(MvFile file, Manifest manifest) {
    this.file = file;
    this.manifest = manifest;
  }

  /** Returns its number: later checkpoints have greater ones. */
  public long generation() {
    return manifest.generation();
  }

  /** Returns the log position it belongs to: from there on the log is replayed. */
  public long logPosition() {
    return manifest.logPosition();
  }

  /** Returns what the caller wrote beside the values, in its order; unmodifiable. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(manifest.metadata());
  }

  /** Returns the names of the values in the order of their writing; unmodifiable. */
  public Set<String> names() {
    return Collections.unmodifiableSet(manifest.values().keySet());
  }

  /** Returns the length of all values together, in bytes. */
  public long totalBytes() {
    return manifest.totalBytes();
  }

  /**
   * Returns the length of a value, in bytes.
   *
   * @param name its name
   * @throws IllegalArgumentException if there is none
   */
  public long length(String name) {
    return value(name).bytes();
  }

  /**
   * Hands over the bytes of a value, piece by piece.
   *
   * @param name its name
   * @param handler gets them in order; a buffer is its own from then on
   * @throws IllegalArgumentException if there is no such value
   */
  public void read(String name, Handler handler) throws IOException {
    Manifest.Value value = value(name);
    for (long i = 0; i < value.chunks(); i++) {
      handler.handle(file.get(value.firstChunk() + i));
    }
  }

  /**
   * Returns a stream of the bytes of a value.
   *
   * @param name its name
   * @throws IllegalArgumentException if there is no such value
   */
  public InputStream stream(String name) {
    return new ValueStream(file, value(name));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Reads all blocks, to find out whether they are whole. */
  void verify() throws BadCheckpointException {
    long blocks = 0;
    long bytes = 0;
    for (Manifest.Value value : manifest.values().values()) {
      long length = 0;
      for (long i = 0; i < value.chunks(); i++) {
        length += file.get(value.firstChunk() + i).remaining();
      }
      if (length != value.bytes() || value.firstChunk() != blocks) {
        throw file.bad("a value does not have the length that the manifest says");
      }
      blocks += value.chunks();
      bytes += length;
    }
    if (blocks != manifest.chunkCount() || bytes != manifest.totalBytes()) {
      throw file.bad(
          "it holds %d bytes in %d blocks where the manifest says %d in %d"
              .formatted(bytes, blocks, manifest.totalBytes(), manifest.chunkCount()));
    }
  }

  private Manifest.Value value(String name) {
    Manifest.Value value = manifest.values().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "checkpoint " + generation() + " has no value '" + name + "'; it has " + names());
    }
    return value;
  }

  /** Takes the bytes of a value. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Takes the next bytes.
     *
     * @param bytes from position to limit
     */
    void handle(ByteBuffer bytes) throws IOException;
  }
}
