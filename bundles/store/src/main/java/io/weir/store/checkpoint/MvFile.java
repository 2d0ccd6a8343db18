package io.weir.store.checkpoint;

import io.weir.store.file.DiskSpace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/**
 * One MVStore file: numbered blocks of bytes, each with a checksum over checkpoint, number and
 * bytes. Nothing runs in the background, nothing is cached, and nothing is written in the middle of
 * a put: its buffer for automatic commits is off (without that, a put commits when the buffer is
 * full).
 */
final class MvFile implements Closeable {
  /** Number of the block that holds the manifest; the values' blocks count from 0. */
  static final long MANIFEST = Long.MAX_VALUE;

  private static final int CRC_BYTES = 4;
  private static final byte[] NOTHING = {};
  private static final int PAGE_BYTES = 16 << 10;
  private static final String MAP = "blocks";

  private final Path path;
  private final long generation;
  private final MVStore store;
  private final MVMap<Long, byte[]> blocks;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer seed = ByteBuffer.allocate(2 * Long.BYTES);

  private MvFile(Path path, long generation, MVStore store) {
    this.path = path;
    this.generation = generation;
    this.store = store;
    this.blocks =
        store.openMap(
            MAP,
            new MVMap.Builder<Long, byte[]>()
                .keyType(LongDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  /**
   * Begins an empty file.
   *
   * @param scheme H2's name of the file system, with a colon; empty for the real one
   */
  static MvFile create(String scheme, Path path, long generation) throws IOException {
    MVStore opened = null;
    try {
      opened = builder(scheme, path).open();
      opened.setRetentionTime(0);
      opened.setVersionsToKeep(0);
      opened.setReuseSpace(false);
      return new MvFile(path, generation, opened);
    } catch (MVStoreException e) {
      abandon(opened);
      throw explain(e, path);
    }
  }

  /** Opens a file for reading. */
  static MvFile open(String scheme, Path path, long generation) throws BadCheckpointException {
    MVStore opened = null;
    try {
      opened = builder(scheme, path).readOnly().open();
      if (!opened.hasMap(MAP)) {
        abandon(opened);
        throw new BadCheckpointException(path, "it holds no blocks");
      }
      return new MvFile(path, generation, opened);
    } catch (RuntimeException e) {
      abandon(opened);
      throw new BadCheckpointException(path, "MVStore can not open it: " + e.getMessage(), e);
    }
  }

  /** Puts a block. */
  void put(long number, ByteBuffer bytes) throws IOException {
    byte[] block = new byte[CRC_BYTES + bytes.remaining()];
    bytes.get(block, CRC_BYTES, bytes.remaining());
    ByteBuffer.wrap(block).putInt(0, checksum(number, block));
    try {
      // Not append: that fills leaf pages by count, not by size.
      blocks.put(key(number), block);
    } catch (MVStoreException e) {
      throw explain(e, path);
    }
  }

  /** Hands what was put to the operating system and forgets it; it is not durable yet. */
  void commit() throws IOException {
    try {
      // The next block joins the last leaf page, which is written again with it: let that be empty.
      Long last = blocks.lastKey();
      if (last != null && last % 2 == 0) {
        blocks.put(last + 1, NOTHING);
      }
      store.commit();
    } catch (MVStoreException e) {
      throw explain(e, path);
    }
  }

  /** Returns a block, verified. */
  ByteBuffer get(long number) throws BadCheckpointException {
    byte[] block;
    try {
      block = blocks.get(key(number));
    } catch (RuntimeException e) {
      throw new BadCheckpointException(
          path, "MVStore can not read " + name(number) + ": " + e.getMessage(), e);
    }
    if (block == null || block.length < CRC_BYTES) {
      throw new BadCheckpointException(path, name(number) + " is missing");
    }
    if (ByteBuffer.wrap(block).getInt(0) != checksum(number, block)) {
      throw new BadCheckpointException(
          path, "the checksum of " + name(number) + " does not match its bytes");
    }
    return ByteBuffer.wrap(block, CRC_BYTES, block.length - CRC_BYTES).slice();
  }

  /** Returns an exception that says what is wrong with the file. */
  BadCheckpointException bad(String found) {
    return new BadCheckpointException(path, found);
  }

  /** Closes it; after writing, all that was put is in the file, which is to be forced. */
  @Override
  public void close() throws IOException {
    try {
      store.close(0);
    } catch (MVStoreException e) {
      throw explain(e, path);
    }
  }

  /** Closes it without writing anything more. */
  void abandon() {
    abandon(store);
  }

  private static void abandon(@Nullable MVStore store) {
    if (store != null) {
      store.closeImmediately();
    }
  }

  private static MVStore.Builder builder(String scheme, Path path) {
    return new MVStore.Builder()
        .fileName(scheme + path.toAbsolutePath())
        .autoCommitDisabled()
        .autoCommitBufferSize(0)
        .cacheSize(0)
        // Without a cache the default is no bound at all: every block in one page.
        .pageSplitSize(PAGE_BYTES)
        .autoCompactFillRate(0);
  }

  /** Blocks have the even keys; the odd ones are between those of two commits. */
  private static long key(long number) {
    return number == MANIFEST ? number : number * 2;
  }

  private int checksum(long number, byte[] block) {
    seed.putLong(0, generation).putLong(Long.BYTES, number);
    crc.reset();
    crc.update(seed.array());
    crc.update(block, CRC_BYTES, block.length - CRC_BYTES);
    return (int) crc.getValue();
  }

  private static String name(long number) {
    return number == MANIFEST ? "the manifest" : "block " + number;
  }

  private static IOException explain(MVStoreException failure, Path path) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return DiskSpace.explain(io, path);
      }
    }
    return DiskSpace.explain(new IOException(path + ": " + failure.getMessage(), failure), path);
  }
}
