package io.weir.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file, read and written at absolute offsets. Several threads may read; one writes. A
 * thread's interruption neither closes the file nor makes an operation fail.
 */
public interface StoreFile extends Closeable {
  /**
   * Writes all remaining bytes of a buffer. After a failure any part of them may have been written.
   *
   * @param source what to write; all of it is consumed
   * @param offset where, in bytes from the start of the file
   * @throws NoSpaceException if the disk is full
   */
  void write(ByteBuffer source, long offset) throws IOException;

  /**
   * Reads until the buffer is full or the file ends.
   *
   * @param target where to
   * @param offset where from, in bytes from the start of the file
   * @return how many bytes were read; 0 at or after the end of the file
   */
  int read(ByteBuffer target, long offset) throws IOException;

  /** Returns the length of the file in bytes. */
  long size() throws IOException;

  /**
   * Cuts the file.
   *
   * @param size its new length in bytes, not more than it has
   */
  void truncate(long size) throws IOException;

  /** Makes everything written to this file durable, with its length ({@code fdatasync}). */
  void force() throws IOException;
}
