package io.weir.engine.output;

import io.weir.api.connector.ByteSink;
import io.weir.engine.definition.SinkDefinition.Buffer;
import io.weir.engine.definition.SinkDefinition.WhenFull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one sink that are not confirmed yet, in order, numbered densely from 1.
 *
 * <p>Rows are written by the pipeline's thread, become visible to the sink's thread when the commit
 * that made them is durable ({@link #publish}), and leave when the target has confirmed them. What
 * exceeds the memory goes to the spool, and so does everything that a checkpoint finds unconfirmed:
 * the journal before the checkpoint, from which it could be computed again, is freed.
 *
 * <p>Threads: pipeline and sink; guarded by this object.
 */
public final class Outbox {

  private static final int CHUNK_BYTES = 64 << 10;

  private final Buffer bounds;
  private final Spool spool;
  private final long memoryBytes;

  private final Deque<Chunk> published = new ArrayDeque<>();
  private final List<Chunk> unpublished = new ArrayList<>();
  private long nextSequence = 1;
  private long confirmed;
  private long rowBytes;
  private long bytesInMemory;
  private @Nullable Chunk reading;

  /**
   * An empty outbox.
   *
   * @param bounds the most it may hold
   * @param spool for what does not fit the memory; closed by who opened it
   * @param memoryBytes the most to hold in memory
   */
  public Outbox(Buffer bounds, Spool spool, long memoryBytes) {
    this.bounds = bounds;
    this.spool = spool;
    this.memoryBytes = memoryBytes;
  }

  // The pipeline's thread: rows come in.

  /** The number of the next row. */
  public synchronized long nextSequence() {
    return nextSequence;
  }

  /**
   * Where the next row is to be encoded; end it with {@link #endRow}.
   *
   * @param nowMicros the journal's time
   */
  synchronized ByteSink beginRow(long nowMicros) {
    Chunk open = unpublished.isEmpty() ? null : unpublished.get(unpublished.size() - 1);
    if (open == null || open.bytes() >= CHUNK_BYTES) {
      open = new Chunk(nextSequence, nowMicros);
      unpublished.add(open);
    }
    return open.buffer();
  }

  /**
   * Ends the row being encoded.
   *
   * @param replaces whether it begins a result that replaces everything before
   */
  synchronized void endRow(boolean replaces) {
    Chunk open = unpublished.get(unpublished.size() - 1);
    int before = open.bytes();
    open.endRow(replaces);
    rowBytes += open.bytes() - before;
    bytesInMemory += open.bytes() - before;
    nextSequence++;
  }

  /**
   * The commit is durable: the sink may deliver what was written before it.
   *
   * @return whether there is anything new
   * @throws IOException if rows do not fit the memory and the spool has no room; they are visible
   *     all the same
   */
  public synchronized boolean publish() throws IOException {
    boolean any = !unpublished.isEmpty();
    for (Chunk chunk : unpublished) {
      if (chunk.lastSequence() > confirmed) {
        published.add(chunk);
      } else {
        forget(chunk);
      }
    }
    unpublished.clear();
    if (bytesInMemory > memoryBytes) {
      spoolAll();
      published.stream().filter(Chunk::inMemory).forEach(this::release);
    }
    return any;
  }

  /** Whether the sources must wait ({@code when-full: block}). */
  public synchronized boolean blocksSources() {
    return bounds.whenFull() == WhenFull.BLOCK && rowBytes >= bounds.maxBytes();
  }

  /**
   * Finds what exceeds the bounds. Rows being delivered are dropped too: the target may see them,
   * and the gap is announced.
   *
   * @param nowMicros epoch microseconds
   * @param earliestMicros a row made before it was made under a wrong clock: its age is unknown,
   *     and it is not dropped for it
   * @return the last row to forget; 0 for none
   */
  public synchronized long excess(long nowMicros, long earliestMicros) {
    if (bounds.whenFull() == WhenFull.BLOCK) {
      return 0;
    }
    long bytes = rowBytes;
    long last = 0;
    for (Chunk chunk : published) {
      boolean old =
          chunk.createdMicros() >= earliestMicros
              && chunk.createdMicros() < nowMicros - bounds.maxAgeMicros();
      if (bytes <= bounds.maxBytes() && !old) {
        break;
      }
      bytes -= chunk.bytes();
      last = chunk.lastSequence();
    }
    return last;
  }

  /**
   * Forgets rows.
   *
   * @param sequence the last row to forget; all before it go too
   * @return how many were still unconfirmed
   */
  public synchronized long forgetThrough(long sequence) {
    long rows = Math.max(0, Math.min(sequence, nextSequence - 1) - confirmed);
    if (rows > 0) {
      confirmed += rows;
      while (!published.isEmpty() && published.getFirst().lastSequence() <= confirmed) {
        forget(published.removeFirst());
      }
    }
    return rows;
  }

  /** The last row confirmed or forgotten. */
  public synchronized long confirmedSequence() {
    return confirmed;
  }

  /** The rows that wait, committed or not. */
  public synchronized long pendingRows() {
    return nextSequence - 1 - confirmed;
  }

  /** The bytes of the rows that wait. */
  public synchronized long pendingBytes() {
    return rowBytes;
  }

  /** When the oldest row that waits was made; {@link Long#MAX_VALUE} for none. */
  public synchronized long oldestMicros() {
    return published.isEmpty() ? Long.MAX_VALUE : published.getFirst().createdMicros();
  }

  // The sink's thread: rows go out.

  /**
   * A committed row.
   *
   * @param sequence its number; one that was forgotten gives the next one that was not
   * @return null if there is none yet
   * @throws IOException if the spool cannot be read
   */
  @Nullable OutboxRow row(long sequence) throws IOException {
    Chunk current = reading;
    if (current == null
        || sequence < current.firstSequence()
        || sequence > current.lastSequence()) {
      current = find(sequence);
      reading = current;
      if (current == null) {
        return null;
      }
    }
    return current.row(Math.max(sequence, current.firstSequence()));
  }

  private synchronized @Nullable Chunk find(long sequence) throws IOException {
    long from = Math.max(sequence, confirmed + 1);
    for (Chunk chunk : published) {
      if (chunk.lastSequence() >= from) {
        return chunk.inMemory() ? chunk.view() : chunk.read(spool.read(chunk.spoolPosition()));
      }
    }
    return null;
  }

  // Checkpoints.

  /**
   * Writes what {@link #restore} needs, after everything unconfirmed is durable in the spool. Only
   * right after {@link #publish}.
   *
   * @param target receives the bytes
   * @throws IOException if the spool has no room
   */
  public synchronized void checkpoint(ByteSink target) throws IOException {
    spoolAll();
    // Also with nothing waiting: the end written below must be there after a crash.
    spool.force();
    target.writeLong(nextSequence);
    target.writeLong(confirmed);
    target.writeLong(spool.end());
    target.writeInt(published.size());
    for (Chunk chunk : published) {
      target.writeLong(chunk.firstSequence());
      target.writeInt(chunk.count());
      target.writeInt(chunk.bytes());
      target.writeLong(chunk.createdMicros());
      target.writeLong(chunk.spoolPosition());
    }
  }

  /**
   * Allows the spool to free what an older checkpoint no longer needs.
   *
   * @throws IOException if a file cannot be deleted
   */
  public synchronized void freeSpool() throws IOException {
    spool.freeBefore(published.isEmpty() ? spool.end() : oldestSpooled());
  }

  /**
   * Takes up a checkpoint. Chunks of the spool behind it are cut off: the replay computes them
   * again.
   *
   * @param source positioned at it
   * @throws IOException if the spool cannot be cut
   */
  public synchronized void restore(ByteBuffer source) throws IOException {
    nextSequence = source.getLong();
    confirmed = source.getLong();
    spool.cutAfter(source.getLong());
    int count = source.getInt();
    for (int i = 0; i < count; i++) {
      Chunk chunk =
          new Chunk(
              source.getLong(),
              source.getInt(),
              source.getInt(),
              source.getLong(),
              source.getLong());
      published.add(chunk);
      rowBytes += chunk.bytes();
    }
  }

  /** The room taken on disk, bytes. */
  public synchronized long bytesOnDisk() {
    return spool.bytesOnDisk();
  }

  private void spoolAll() throws IOException {
    ByteSink bytes = new ByteSink();
    for (Chunk chunk : published) {
      if (!chunk.spooled()) {
        bytes.clear();
        chunk.write(bytes);
        chunk.spooledAt(spool.append(ByteBuffer.wrap(bytes.array(), 0, bytes.size())));
      }
    }
  }

  private long oldestSpooled() {
    return published.stream()
        .filter(Chunk::spooled)
        .mapToLong(Chunk::spoolPosition)
        .min()
        .orElseGet(spool::end);
  }

  private void release(Chunk chunk) {
    bytesInMemory -= chunk.bytes();
    chunk.release();
  }

  private void forget(Chunk chunk) {
    rowBytes -= chunk.bytes();
    if (chunk.inMemory()) {
      bytesInMemory -= chunk.bytes();
    }
  }
}
