package io.weir.store.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a value as a stream. */
final class ValueStream extends InputStream {
  private static final int BYTE = 0xff;

  private final MvFile file;
  private final long endBlock;
  private long nextBlock;
  private ByteBuffer block = ByteBuffer.allocate(0);

  ValueStream(MvFile file, Manifest.Value value) {
    this.file = file;
    this.nextBlock = value.firstChunk();
    this.endBlock = value.firstChunk() + value.chunks();
  }

  @Override
  public int read() throws IOException {
    return fill() ? block.get() & BYTE : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, block.remaining());
    block.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return block.remaining();
  }

  private boolean fill() throws IOException {
    while (!block.hasRemaining()) {
      if (nextBlock == endBlock) {
        return false;
      }
      block = file.get(nextBlock++);
    }
    return true;
  }
}
