package io.weir.store.log;

import io.weir.store.StoreFullException;
import io.weir.store.StoreStep;
import io.weir.store.file.NoSpaceException;
import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log of groups of bytes in preallocated segment files.
 *
 * <p>A <i>position</i> is the offset in bytes, from the beginning of all time, at which a group
 * starts; {@link #append} returns the position after the group, where the next one will start. A
 * group is durable, whole, when a {@link #force()} after its append returns. After a crash the log
 * holds everything forced and perhaps, in order and whole, some of what was appended since.
 *
 * <p>What may go wrong, and what then holds:
 *
 * <ul>
 *   <li>{@link StoreFullException}: nothing of the call was done, and what was appended before is
 *       kept; the call may be made again when there is room. As segment files are filled with zeros
 *       when they are made, a full disk shows there and not in the middle of a commit.
 *   <li>{@link LogFailedException}: writing or forcing failed in another way; the log takes nothing
 *       more until it is opened again.
 *   <li>{@link CorruptLogException}: durable bytes are damaged.
 * </ul>
 *
 * <p>Threads: the log belongs to one thread at a time. {@link #prepare()}, {@link #bytesOnDisk()}
 * and the {@linkplain #read readers} may be used on other threads, each reader on one.
 */
public final class SegmentLog implements Closeable {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  // for the life of the log
  private final StoreFiles files;
  private final Path folder;
  private final LogOptions options;
  private final FrameCodec codec;
  private final SegmentPool pool;
  private final Recovery recovery;
  private final long logId;

  // the owner's
  private final FrameWriter writer;
  private final ByteBuffer[] single = {NOTHING};
  private Segment active;
  private StoreFile file;
  private boolean sealed;
  private boolean headerForced;
  private long tail;
  private long forced;
  private long nextSequence;
  private long appended;
  private @Nullable LogFailedException failure;
  private boolean closed;

  // written by the owner, read by all
  private volatile Segment[] segments;
  private volatile long readable;

  private SegmentLog(
      StoreFiles files, Path folder, LogOptions options, LogRecovery found, SegmentPool pool)
      throws IOException {
    this.files = files;
    this.folder = folder;
    this.options = options;
    this.pool = pool;
    this.recovery = found.report();
    Long id = found.logId();
    this.logId = id == null ? new SecureRandom().nextLong() : id;
    this.codec = new FrameCodec(logId);
    this.writer = new FrameWriter(codec);
    this.tail = recovery.tail();
    this.nextSequence = found.nextSequence();
    this.sealed = found.sealed();
    if (found.chain().isEmpty()) {
      Spare spare = pool.take(0, 0);
      this.active = segment(spare, 0, nextSequence);
      this.file = begin(spare, active);
      this.segments = new Segment[] {active};
    } else {
      this.segments = found.chain().toArray(Segment[]::new);
      this.active = segments[segments.length - 1];
      this.file = files.open(active.path());
    }
    try {
      // What a killed process wrote and did not force may be in the page cache only.
      file.force();
    } catch (IOException e) {
      file.close();
      throw e;
    }
    this.headerForced = true;
    this.forced = tail;
    this.readable = tail;
  }

  /**
   * Opens the log in a folder, making both if they are not there, and finds its end.
   *
   * @param files the file operations
   * @param folder the folder, which the log has to itself
   * @param options how the log is kept
   * @throws CorruptLogException if durable bytes are damaged
   * @throws StoreFullException if there is no room for the first segment
   */
  public static SegmentLog open(StoreFiles files, Path folder, LogOptions options)
      throws IOException {
    files.createFolder(folder);
    files.delete(folder.resolve(SegmentPool.UNFINISHED));
    LogRecovery found = LogRecovery.of(files, folder, options);
    SegmentPool pool = new SegmentPool(files, folder, options, found.nextNumber());
    for (LogRecovery.Found unused : found.unused()) {
      pool.retire(unused.path(), unused.size());
    }
    return new SegmentLog(files, folder, options, found, pool);
  }

  /** Returns what opening the log found at its end. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Appends a group.
   *
   * @param payload its bytes, from position to limit; the buffer is left as it is
   * @return the position after it. It is not durable, nor seen by readers, before a {@link
   *     #force()} or {@link #flush()}
   * @throws StoreFullException if there is no room; the group was not appended
   * @throws IllegalArgumentException if it is longer than the options allow
   */
  public long append(ByteBuffer payload) throws IOException {
    single[0] = payload;
    try {
      return append(single);
    } finally {
      single[0] = NOTHING;
    }
  }

  /**
   * Appends a group made of several parts.
   *
   * @param parts its bytes: each buffer's from position to limit; the buffers are left as they are
   * @return as {@link #append(ByteBuffer)}
   */
  public long append(ByteBuffer... parts) throws IOException {
    requireUsable();
    long length = 0;
    for (ByteBuffer part : parts) {
      length += part.remaining();
    }
    if (length > options.maxGroupBytes()) {
      throw new IllegalArgumentException(
          folder
              + ": a group of "
              + length
              + " bytes was to be appended; at most "
              + options.maxGroupBytes()
              + " are allowed");
    }
    int frameBytes = (int) FrameCodec.frameBytes(length);
    if (sealed || frameBytes > active.endOfFile() - tail) {
      roll(frameBytes);
    }
    if (!writer.hasRoom(frameBytes)) {
      flush();
    }
    int unforced = (int) (tail - forced);
    if (writer.isShort(frameBytes)) {
      writer.stage(active, tail, parts, (int) length, nextSequence, unforced);
    } else {
      options.steps().at(StoreStep.LOG_BEFORE_WRITE);
      try {
        writer.writeLong(file, active, tail, parts, (int) length, nextSequence, unforced);
      } catch (IOException e) {
        throw explain(e, frameBytes);
      }
      readable = tail + frameBytes;
      options.steps().at(StoreStep.LOG_AFTER_WRITE);
    }
    tail += frameBytes;
    appended += frameBytes;
    nextSequence++;
    return tail;
  }

  /**
   * Hands what was appended to the operating system: readers see it, and it survives the end of
   * this process, but not a loss of power.
   */
  public void flush() throws IOException {
    requireUsable();
    if (writer.staged() > 0) {
      options.steps().at(StoreStep.LOG_BEFORE_WRITE);
      try {
        writer.write(file, active.offset(readable));
      } catch (IOException e) {
        throw explain(e, writer.staged());
      }
      options.steps().at(StoreStep.LOG_AFTER_WRITE);
    }
    readable = tail;
  }

  /**
   * Makes everything appended durable, with one force of one file; if nothing was appended since
   * the last one it does nothing.
   *
   * @throws LogFailedException if it failed; the log takes nothing more
   */
  public void force() throws IOException {
    flush();
    if (forced != tail) {
      forceFile();
    }
  }

  /**
   * Reads groups, verifying each. What was appended before is flushed first.
   *
   * @param from position of the first: one that this log has returned, from {@link #head()} to
   *     {@link #tail()}
   * @return a reader that the caller closes; it also sees groups appended and flushed later
   * @throws CorruptLogException if the log does not hold that position
   */
  public LogReader read(long from) throws IOException {
    if (failure == null) {
      flush();
    }
    requireHeld(from);
    return new LogReader(this, new FrameCursor(files, new FrameCodec(logId)), from);
  }

  /**
   * Frees what is before a position: whole segments are recycled or deleted, oldest first.
   *
   * @param position everything before it is no longer needed
   */
  public void freeBefore(long position) throws IOException {
    requireUsable();
    Segment[] now = segments;
    while (now.length > 1 && now[1].base() <= position) {
      options.steps().at(StoreStep.LOG_BEFORE_FREE);
      Segment freed = now[0];
      if (now.length == 2 && !headerForced) {
        // Some segment of the log must have its header after a loss of power.
        flush();
        forceFile();
      }
      now = Arrays.copyOfRange(now, 1, now.length);
      // Forced one by one: if a later segment went first, its predecessor would show a gap.
      retire(freed);
      segments = now;
      options.steps().at(StoreStep.LOG_AFTER_FREE);
    }
  }

  /**
   * Cuts the log back, and makes what stays durable: the next group is appended at the position
   * given. Readers opened before are no longer valid.
   *
   * @param position where to cut: a position that this log has returned, from {@link #head()} to
   *     {@link #tail()}
   * @throws CorruptLogException if the log does not hold that position
   * @throws StoreFullException if there is no room for a new segment; nothing was cut
   */
  public void truncateAfter(long position) throws IOException {
    requireUsable();
    requireHeld(position);
    // What stays must be durable before a segment says that it ends there.
    force();
    if (position == tail) {
      return;
    }
    Segment cut = segmentAt(position);
    long sequence = sequenceAt(cut, position);
    startSegment(0, position, sequence);
    tail = position;
    readable = position;
    nextSequence = sequence;
    sealed = false;
    forceFile();
    options.steps().at(StoreStep.LOG_AFTER_TRUNCATE);
    dropReplaced();
    shortenLast();
  }

  /**
   * Makes the file of the next segment ahead of need, if none is ready and the current one is half
   * full. May be called on any thread; an append that needs a file meanwhile waits for it.
   *
   * @return whether a file was made
   * @throws StoreFullException if there is no room: appends still work until the current segment is
   *     full
   */
  public boolean prepare() throws IOException {
    Segment[] now = segments;
    Segment last = now[now.length - 1];
    return readable - last.base() >= options.segmentBytes() / 2 && pool.prepare();
  }

  /** Returns the position of the oldest group held, or the tail if there is none. */
  public long head() {
    return segments[0].base();
  }

  /** Returns the position after the last group appended. */
  public long tail() {
    return tail;
  }

  /** Returns the position before which everything is durable. */
  public long forcedThrough() {
    return forced;
  }

  /** Returns how many bytes the files of the log take on the disk, spare ones included. */
  public long bytesOnDisk() {
    long bytes = pool.bytes();
    for (Segment segment : segments) {
      bytes += segment.size();
    }
    return bytes;
  }

  /** Returns how many bytes, headers included, were appended since the log was opened. */
  public long bytesAppended() {
    return appended;
  }

  /** Closes the files. It is no commit: what was not forced may be lost. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      file.close();
    }
  }

  @Override
  public String toString() {
    return "SegmentLog[" + folder + ", " + head() + " to " + tail + "]";
  }

  /** Returns the segment that holds a position, or that will when a group is appended there. */
  Segment segmentAt(long position) throws CorruptLogException {
    Segment[] now = segments;
    for (int i = now.length - 1; i >= 0; i--) {
      if (now[i].base() <= position) {
        return now[i];
      }
    }
    throw notHeld(position);
  }

  /** Returns the position at which a segment ends: where the next one begins, or all ends. */
  long endOf(Segment segment) {
    long end = readable;
    for (Segment other : segments) {
      if (other.number() > segment.number()) {
        return Math.min(end, other.base());
      }
    }
    return end;
  }

  /** Returns the position before which readers may read. */
  long readable() {
    return readable;
  }

  CorruptLogException notHeld(long position) {
    return new CorruptLogException(
        folder,
        0,
        "the log holds positions %d to %d, but position %d is needed"
            .formatted(head(), readable, position));
  }

  private IOException explain(IOException failure, long wantedBytes) {
    if (failure instanceof NoSpaceException) {
      // Not with preallocated blocks, but some file systems copy on write.
      return new StoreFullException(folder, wantedBytes, failure);
    }
    return fail("write", failure);
  }

  /** Goes to a new segment at the tail; all before it is durable then. */
  private void roll(int frameBytes) throws IOException {
    force();
    startSegment(frameBytes, tail, nextSequence);
    sealed = false;
    dropReplaced();
  }

  private void forceFile() throws IOException {
    options.steps().at(StoreStep.LOG_BEFORE_FORCE);
    try {
      file.force();
    } catch (IOException e) {
      throw fail("force", e);
    }
    forced = readable;
    headerForced = true;
    options.steps().at(StoreStep.LOG_AFTER_FORCE);
  }

  private void startSegment(int frameBytes, long base, long sequence) throws IOException {
    Spare spare = pool.take(frameBytes, active.number());
    Segment next = segment(spare, base, sequence);
    StoreFile opened = begin(spare, next);
    StoreFile before = file;
    Segment[] longer = Arrays.copyOf(segments, segments.length + 1);
    longer[longer.length - 1] = next;
    active = next;
    file = opened;
    segments = longer;
    headerForced = false;
    before.close();
  }

  /** Opens a spare file and makes it a segment: the header is written, not forced. */
  private StoreFile begin(Spare spare, Segment segment) throws IOException {
    SegmentHeader header =
        new SegmentHeader(
            SegmentHeader.VERSION,
            spare.recycled(),
            logId,
            segment.number(),
            segment.base(),
            segment.firstSequence());
    StoreFile opened = files.open(spare.path());
    try {
      opened.write(header.encode(), 0);
    } catch (NoSpaceException e) {
      opened.close();
      pool.giveBack(spare);
      throw new StoreFullException(folder, SegmentHeader.BYTES, e);
    } catch (IOException e) {
      opened.close();
      throw fail("write", e);
    }
    options.steps().at(StoreStep.LOG_AFTER_HEADER);
    return opened;
  }

  private static Segment segment(Spare spare, long base, long sequence) {
    return new Segment(spare.number(), base, sequence, spare.size(), spare.path());
  }

  /** Removes the segments that the active one replaces. */
  private void dropReplaced() throws IOException {
    List<Segment> kept = new ArrayList<>();
    List<Segment> dropped = new ArrayList<>();
    for (Segment segment : segments) {
      boolean replaced = segment.number() < active.number() && segment.base() >= active.base();
      (replaced ? dropped : kept).add(segment);
    }
    if (dropped.isEmpty()) {
      return;
    }
    if (!headerForced) {
      forceFile();
    }
    segments = kept.toArray(Segment[]::new);
    for (Segment segment : dropped) {
      retire(segment);
    }
  }

  /** Gives back the room behind the end of the segment before the active one. */
  private void shortenLast() throws IOException {
    Segment[] now = segments.clone();
    if (now.length < 2) {
      return;
    }
    Segment last = now[now.length - 2];
    int size = last.offset(active.base());
    try (StoreFile open = files.open(last.path())) {
      open.truncate(size);
    } catch (IOException e) {
      throw fail("shortening a segment", e);
    }
    now[now.length - 2] = last.withSize(size);
    segments = now;
  }

  private void retire(Segment segment) throws IOException {
    try {
      pool.retire(segment.path(), segment.size());
    } catch (IOException e) {
      throw fail("freeing a segment", e);
    }
  }

  /** Returns the sequence number of the group that starts, or will start, at a position. */
  private long sequenceAt(Segment segment, long position) throws IOException {
    try (FrameCursor cursor = new FrameCursor(files, codec)) {
      cursor.enter(segment);
      long at = segment.base();
      long sequence = segment.firstSequence();
      while (at < position) {
        if (!cursor.find(at, sequence, endOf(segment))) {
          throw new CorruptLogException(
              segment.path(), segment.offset(at), cursor.describeProblem());
        }
        at = cursor.end();
        sequence++;
      }
      if (at != position) {
        throw new IllegalArgumentException(
            folder + ": position " + position + " is inside of a group");
      }
      return sequence;
    }
  }

  private void requireHeld(long position) throws CorruptLogException {
    if (position < head() || position > tail) {
      throw notHeld(position);
    }
  }

  private void requireUsable() throws LogFailedException {
    if (closed) {
      throw new IllegalStateException(folder + ": the log is closed");
    }
    LogFailedException before = failure;
    if (before != null) {
      throw before;
    }
  }

  private LogFailedException fail(String action, IOException cause) {
    LogFailedException failed = new LogFailedException(folder, action, cause);
    failure = failed;
    return failed;
  }
}
