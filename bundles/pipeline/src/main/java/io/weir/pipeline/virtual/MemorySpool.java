package io.weir.pipeline.virtual;

import io.weir.engine.journal.Bytes;
import io.weir.engine.output.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * A spool in memory, which outlives the outbox that fills it: the rows of one sink that wait while
 * virtual time restarts.
 *
 * <p>Thread: one at a time.
 */
final class MemorySpool implements Spool {

  private final TreeMap<Long, byte[]> chunks = new TreeMap<>();
  private long end;

  @Override
  public long append(ByteBuffer chunk) {
    long position = end;
    byte[] bytes = Bytes.copy(chunk);
    chunks.put(position, bytes);
    end += bytes.length;
    return position;
  }

  @Override
  public byte[] read(long position) throws IOException {
    byte[] chunk = chunks.get(position);
    if (chunk == null) {
      throw new IOException(
          "outbox rows at %d are missing: the spool holds %s".formatted(position, chunks.keySet()));
    }
    return chunk;
  }

  @Override
  public void force() {}

  @Override
  public long end() {
    return end;
  }

  @Override
  public void cutAfter(long position) {
    chunks.tailMap(position, true).clear();
    end = position;
  }

  @Override
  public void freeBefore(long position) {
    chunks.headMap(position, false).clear();
  }

  @Override
  public long bytesOnDisk() {
    return 0;
  }

  @Override
  public void close() {}
}
