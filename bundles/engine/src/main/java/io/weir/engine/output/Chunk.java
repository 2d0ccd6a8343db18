package io.weir.engine.output;

import io.weir.api.connector.ByteSink;
import io.weir.engine.journal.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A run of rows of an outbox: in memory, in the spool, or both.
 *
 * <p>Guarded by its outbox; the bytes of a published chunk never change.
 */
final class Chunk {

  private static final int REPLACES = 1;

  private final long firstSequence;
  private final long createdMicros;
  private ByteSink rows = new ByteSink();
  private int[] ends = new int[16];
  private boolean[] replaces = new boolean[16];
  private int count;
  private int bytes;
  private long spoolPosition = -1;

  Chunk(long firstSequence, long createdMicros) {
    this.firstSequence = firstSequence;
    this.createdMicros = createdMicros;
  }

  /** A chunk known only from the spool. */
  Chunk(long firstSequence, int count, int bytes, long createdMicros, long spoolPosition) {
    this(firstSequence, createdMicros);
    this.count = count;
    this.bytes = bytes;
    this.spoolPosition = spoolPosition;
    release();
  }

  /** Where the encoder writes the next row. */
  ByteSink buffer() {
    return rows;
  }

  /** Ends the row that was written to {@link #buffer}. */
  void endRow(boolean replacing) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      replaces = Arrays.copyOf(replaces, count * 2);
    }
    ends[count] = rows.size();
    replaces[count] = replacing;
    count++;
    bytes = rows.size();
  }

  long firstSequence() {
    return firstSequence;
  }

  long lastSequence() {
    return firstSequence + count - 1;
  }

  int count() {
    return count;
  }

  int bytes() {
    return bytes;
  }

  long createdMicros() {
    return createdMicros;
  }

  long spoolPosition() {
    return spoolPosition;
  }

  boolean spooled() {
    return spoolPosition >= 0;
  }

  boolean inMemory() {
    return rows.size() == bytes && ends.length >= count;
  }

  void spooledAt(long position) {
    spoolPosition = position;
  }

  /** Forgets the bytes, which are in the spool. */
  void release() {
    rows = new ByteSink();
    ends = new int[0];
    replaces = new boolean[0];
  }

  /** A chunk with the same rows, which stay when this one releases its own. */
  Chunk view() {
    Chunk view = new Chunk(firstSequence, createdMicros);
    view.rows = rows;
    view.ends = ends;
    view.replaces = replaces;
    view.count = count;
    view.bytes = bytes;
    return view;
  }

  /** A row for delivery. */
  OutboxRow row(long sequence) {
    int index = (int) (sequence - firstSequence);
    int start = index == 0 ? 0 : ends[index - 1];
    return new OutboxRow(sequence, replaces[index], rows.array(), start, ends[index] - start);
  }

  void write(ByteSink target) {
    target.writeVarLong(count);
    for (int i = 0; i < count; i++) {
      int length = ends[i] - (i == 0 ? 0 : ends[i - 1]);
      target.writeVarLong(((long) length << 1) | (replaces[i] ? REPLACES : 0));
    }
    target.write(rows.array(), 0, bytes);
  }

  /** The same chunk with the bytes that {@link #write} wrote. */
  Chunk read(byte[] spooled) {
    ByteBuffer source = ByteBuffer.wrap(spooled);
    Chunk loaded = new Chunk(firstSequence, createdMicros);
    int rowCount = Bytes.readVarInt(source);
    int[] lengths = new int[rowCount];
    for (int i = 0; i < rowCount; i++) {
      lengths[i] = Bytes.readVarInt(source);
    }
    for (int packed : lengths) {
      int length = packed >>> 1;
      loaded.rows.write(source.array(), source.position(), length);
      source.position(source.position() + length);
      loaded.endRow((packed & REPLACES) != 0);
    }
    return loaded;
  }
}
