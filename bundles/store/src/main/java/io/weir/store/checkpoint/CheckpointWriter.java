package io.weir.store.checkpoint;

import io.weir.store.StoreFullException;
import io.weir.store.file.NoSpaceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes one checkpoint, value after value, holding no more than a few blocks of it in memory. It
 * counts for nothing before {@link #commit()} has returned; closed without one it leaves nothing.
 * Used by one thread.
 */
public final class CheckpointWriter implements Closeable {
  /** Values are cut into blocks of this length. */
  static final int BLOCK_BYTES = 256 << 10;

  /** After so many blocks they are handed to the operating system. */
  private static final int BLOCKS_IN_MEMORY = 4;

  private final CheckpointStore owner;
  private final Path path;
  private final long generation;
  private final long logPosition;
  private final Map<String, String> metadata;
  private final MvFile file;

  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
  private final Map<String, Manifest.Value> values = new LinkedHashMap<>();
  private String name = "";
  private boolean inValue;
  private long firstBlock;
  private long valueBytes;
  private long blocks;
  private long totalBytes;
  private boolean done;

  CheckpointWriter(
      CheckpointStore owner,
      Path path,
      long generation,
      long logPosition,
      Map<String, String> metadata,
      MvFile file) {
    this.owner = owner;
    this.path = path;
    this.generation = generation;
    this.logPosition = logPosition;
    this.metadata = new LinkedHashMap<>(metadata);
    this.file = file;
  }

  /**
   * Adds bytes to a value. Calls for one name follow each other, and make one value.
   *
   * @param value its name
   * @param bytes from position to limit, of any length; consumed
   * @throws StoreFullException if the disk is full; the checkpoint is lost, the older ones are not
   * @throws IllegalArgumentException if the value was written before, and another one since
   */
  public void put(String value, ByteBuffer bytes) throws IOException {
    requireOpen();
    if (!inValue || !name.equals(value)) {
      endValue();
      if (values.containsKey(value)) {
        throw new IllegalArgumentException(
            "value '" + value + "' was written before; all its bytes must come together");
      }
      name = value;
      inValue = true;
      firstBlock = blocks;
      valueBytes = 0;
    }
    valueBytes += bytes.remaining();
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), block.remaining());
      block.put(block.position(), bytes, bytes.position(), count);
      block.position(block.position() + count);
      bytes.position(bytes.position() + count);
      if (!block.hasRemaining()) {
        writeBlock();
      }
    }
  }

  /**
   * Ends the checkpoint and makes it durable: it is written, forced, read back and verified, and
   * then becomes the newest one. Of the others the newest usable one stays.
   *
   * @throws StoreFullException if the disk is full; the checkpoint is lost, the older ones are not
   */
  public void commit() throws IOException {
    requireOpen();
    endValue();
    Manifest manifest =
        new Manifest(
            Manifest.VERSION, generation, logPosition, blocks, totalBytes, metadata, values);
    try {
      file.put(MvFile.MANIFEST, ByteBuffer.wrap(manifest.encode()));
      file.commit();
      file.close();
    } catch (IOException e) {
      throw fail(e);
    }
    done = true;
    owner.finish(path, generation);
  }

  /** Returns the number of the checkpoint. */
  public long generation() {
    return generation;
  }

  /** Gives the checkpoint up, if it was not committed. */
  @Override
  public void close() throws IOException {
    if (!done) {
      done = true;
      file.abandon();
      owner.giveUp(path);
    }
  }

  private void endValue() throws IOException {
    if (!inValue) {
      return;
    }
    if (block.position() > 0) {
      writeBlock();
    }
    values.put(name, new Manifest.Value(firstBlock, blocks - firstBlock, valueBytes));
    totalBytes += valueBytes;
    inValue = false;
  }

  private void writeBlock() throws IOException {
    block.flip();
    try {
      file.put(blocks++, block);
      if (blocks % BLOCKS_IN_MEMORY == 0) {
        file.commit();
      }
    } catch (IOException e) {
      throw fail(e);
    }
    block.clear();
  }

  private IOException fail(IOException failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    if (failure instanceof NoSpaceException) {
      return new StoreFullException(owner.folder(), totalBytes + valueBytes, failure);
    }
    return failure;
  }

  private void requireOpen() {
    if (done) {
      throw new IllegalStateException(path + ": the checkpoint was committed or given up");
    }
  }
}
