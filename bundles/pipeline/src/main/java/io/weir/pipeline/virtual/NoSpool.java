package io.weir.pipeline.virtual;

import io.weir.engine.output.Spool;
import java.nio.ByteBuffer;

/** A spool for outboxes that keep everything in memory until it is delivered, which is at once. */
final class NoSpool implements Spool {

  @Override
  public long append(ByteBuffer chunk) {
    throw new IllegalStateException("rows of virtual time are delivered at once");
  }

  @Override
  public byte[] read(long position) {
    throw new IllegalStateException("rows of virtual time are delivered at once");
  }

  @Override
  public void force() {}

  @Override
  public long end() {
    return 0;
  }

  @Override
  public void cutAfter(long position) {}

  @Override
  public void freeBefore(long position) {}

  @Override
  public long bytesOnDisk() {
    return 0;
  }

  @Override
  public void close() {}
}
