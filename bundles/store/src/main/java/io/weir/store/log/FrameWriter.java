package io.weir.store.log;

import io.weir.store.file.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes groups of payloads and writes them: short ones are staged and written together, long ones
 * pass through. Used by one thread; makes no garbage.
 */
final class FrameWriter {
  private static final int STAGING_BYTES = 128 << 10;

  private final FrameCodec codec;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);

  FrameWriter(FrameCodec codec) {
    this.codec = codec;
  }

  /** Returns how many bytes are staged. */
  int staged() {
    return staging.position();
  }

  /** Tells whether a group can be staged beside what is. */
  boolean hasRoom(int frameBytes) {
    return frameBytes <= staging.remaining();
  }

  /** Tells whether a group can be staged at all. */
  boolean isShort(int frameBytes) {
    return frameBytes <= staging.capacity();
  }

  /** Stages a group for which there is room. */
  void stage(
      Segment segment, long position, ByteBuffer[] parts, int length, long sequence, int unforced) {
    int start = staging.position();
    int at = start + FrameCodec.HEADER_BYTES;
    for (ByteBuffer part : parts) {
      staging.put(at, part, part.position(), part.remaining());
      at += part.remaining();
    }
    int end = start + (int) FrameCodec.frameBytes(length);
    while (at < end) {
      staging.put(at++, (byte) 0);
    }
    codec.begin(segment, position, length, sequence, unforced);
    staging.limit(end).position(start + FrameCodec.HEADER_BYTES);
    codec.add(staging);
    staging.limit(staging.capacity()).position(end);
    codec.putHeader(staging, start);
  }

  /** Writes what is staged; if that fails all of it stays staged. */
  void write(StoreFile file, int offset) throws IOException {
    int bytes = staging.position();
    staging.flip();
    boolean written = false;
    try {
      file.write(staging, offset);
      written = true;
    } finally {
      staging.clear().position(written ? 0 : bytes);
    }
  }

  /**
   * Writes a group while nothing is staged, its header last: as long as that is not written nothing
   * of it counts.
   */
  void writeLong(
      StoreFile file,
      Segment segment,
      long position,
      ByteBuffer[] parts,
      int length,
      long sequence,
      int unforced)
      throws IOException {
    int start = segment.offset(position);
    int offset = start + FrameCodec.HEADER_BYTES;
    int end = start + (int) FrameCodec.frameBytes(length);
    codec.begin(segment, position, length, sequence, unforced);
    try {
      for (ByteBuffer part : parts) {
        int from = part.position();
        while (from < part.limit()) {
          int count = Math.min(part.limit() - from, staging.remaining());
          staging.put(staging.position(), part, from, count);
          staging.position(staging.position() + count);
          from += count;
          if (!staging.hasRemaining()) {
            offset = spill(file, offset);
          }
        }
      }
      // The staging buffer's length is a multiple of 8, so the padding fits.
      while (offset + staging.position() < end) {
        staging.put((byte) 0);
      }
      spill(file, offset);
      codec.putHeader(staging, 0);
      staging.limit(FrameCodec.HEADER_BYTES);
      file.write(staging, start);
    } finally {
      staging.clear();
    }
  }

  private int spill(StoreFile file, int offset) throws IOException {
    staging.flip();
    int bytes = staging.remaining();
    codec.add(staging);
    staging.position(0);
    file.write(staging, offset);
    staging.clear();
    return offset + bytes;
  }
}
