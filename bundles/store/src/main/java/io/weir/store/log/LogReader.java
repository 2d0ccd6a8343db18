package io.weir.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

/**
 * Reads the groups of a {@link SegmentLog} in order, verifying each. Used by one thread, which need
 * not be the log's; makes no garbage per group.
 */
public final class LogReader implements Closeable {
  private final SegmentLog log;
  private final FrameCursor cursor;
  private long position;
  private long nextSequence = FrameCursor.ANY;

  LogReader(SegmentLog log, FrameCursor cursor, long from) {
    this.log = log;
    this.cursor = cursor;
    this.position = from;
  }

  /**
   * Goes to the next group.
   *
   * @return false if there is none yet; it may be asked again when the log has grown
   * @throws CorruptLogException if the next group is damaged, or was freed
   */
  public boolean next() throws IOException {
    if (position >= log.readable()) {
      return false;
    }
    Segment segment = log.segmentAt(position);
    long end = log.endOf(segment);
    try {
      cursor.enter(segment);
    } catch (NoSuchFileException e) {
      throw log.notHeld(position);
    }
    if (!cursor.find(position, nextSequence, end)) {
      if (position < log.head()) {
        throw log.notHeld(position);
      }
      throw new CorruptLogException(
          segment.path(), segment.offset(position), cursor.describeProblem());
    }
    position = cursor.end();
    nextSequence = cursor.sequence() + 1;
    return true;
  }

  /**
   * Returns the payload of the group: a read-only view, from position to limit, big-endian, whose
   * contents the call after changes.
   */
  public ByteBuffer payload() {
    return cursor.payload();
  }

  /** Returns the position of the group. */
  public long position() {
    return cursor.position();
  }

  /** Returns the position after the group: that of the next one. */
  public long end() {
    return cursor.end();
  }

  /** Returns the number of the group: each has one more than the one before it. */
  public long sequence() {
    return cursor.sequence();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
