package io.weir.engine.output;

import io.weir.engine.journal.Bytes;
import io.weir.store.log.LogReader;
import io.weir.store.log.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A spool over a segment log of its own. */
public final class LogSpool implements Spool {

  private final SegmentLog log;

  /**
   * A spool over a log.
   *
   * @param log closed with the spool
   */
  public LogSpool(SegmentLog log) {
    this.log = log;
  }

  @Override
  public long append(ByteBuffer chunk) throws IOException {
    long position = log.tail();
    log.append(chunk);
    return position;
  }

  @Override
  public byte[] read(long position) throws IOException {
    log.flush();
    try (LogReader reader = log.read(position)) {
      if (!reader.next()) {
        throw new IOException("outbox rows at " + position + " of " + log + " are missing");
      }
      return Bytes.copy(reader.payload());
    }
  }

  @Override
  public void force() throws IOException {
    log.force();
  }

  @Override
  public long end() {
    return log.tail();
  }

  @Override
  public void cutAfter(long position) throws IOException {
    // What an older checkpoint ended with may be freed: then all there is comes after it.
    log.truncateAfter(Math.max(position, log.head()));
  }

  @Override
  public void freeBefore(long position) throws IOException {
    log.freeBefore(position);
  }

  @Override
  public long bytesOnDisk() {
    return log.bytesOnDisk();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
