package io.weir.engine.output;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where an outbox keeps rows that do not fit the memory or must outlive a checkpoint. Positions
 * only grow.
 *
 * <p>Thread: any, one at a time.
 */
public interface Spool extends AutoCloseable {

  /**
   * Appends a chunk; not durable before {@link #force}.
   *
   * @param chunk its bytes
   * @return where it stands
   * @throws IOException if there is no room
   */
  long append(ByteBuffer chunk) throws IOException;

  /**
   * Reads a chunk back.
   *
   * @param position where {@link #append} put it
   * @throws IOException if it cannot be read or is damaged
   */
  byte[] read(long position) throws IOException;

  /**
   * Makes everything appended durable.
   *
   * @throws IOException if the disk fails
   */
  void force() throws IOException;

  /** The position behind the last chunk. */
  long end();

  /**
   * Forgets the chunks from a position on.
   *
   * @param position an {@link #end} of before
   * @throws IOException if it cannot be cut
   */
  void cutAfter(long position) throws IOException;

  /**
   * Allows the chunks before a position to be deleted.
   *
   * @param position of the oldest chunk still needed
   * @throws IOException if a file cannot be deleted
   */
  void freeBefore(long position) throws IOException;

  /** The room taken on disk, bytes. */
  long bytesOnDisk();

  @Override
  void close() throws IOException;
}
