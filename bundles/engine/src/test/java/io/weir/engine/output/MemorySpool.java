package io.weir.engine.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/** A spool in memory that a test may cut, fill up and look into. */
public final class MemorySpool implements Spool {

  private final TreeMap<Long, byte[]> chunks = new TreeMap<>();
  private long end;
  private boolean full;

  void full(boolean noRoom) {
    full = noRoom;
  }

  int chunks() {
    return chunks.size();
  }

  @Override
  public long append(ByteBuffer chunk) throws IOException {
    if (full) {
      throw new IOException("no room");
    }
    byte[] bytes = new byte[chunk.remaining()];
    chunk.get(bytes);
    long position = end;
    chunks.put(position, bytes);
    end += bytes.length + 1;
    return position;
  }

  @Override
  public byte[] read(long position) throws IOException {
    byte[] bytes = chunks.get(position);
    if (bytes == null) {
      throw new IOException("nothing at " + position);
    }
    return bytes.clone();
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
    return chunks.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  @Override
  public void close() {}
}
