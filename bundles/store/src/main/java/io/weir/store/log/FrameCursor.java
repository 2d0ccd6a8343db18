package io.weir.store.log;

import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads and verifies groups of one segment at a time, through a window that is read ahead. Used by
 * one thread; makes no garbage except where a group is longer than any before.
 */
final class FrameCursor implements Closeable {
  /** Any sequence number will do. */
  static final long ANY = -1;

  private static final int WINDOW_BYTES = 64 << 10;

  private final StoreFiles files;
  private final FrameCodec codec;

  // the segment entered
  private @Nullable Segment segment;
  private @Nullable StoreFile file;

  // bytes of it that are in memory
  private ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
  private ByteBuffer view = window.asReadOnlyBuffer();
  private int windowOffset;

  // the group found last
  private int payloadAt;
  private int length;
  private long position;
  private long end;
  private long sequence;
  private long forcedThrough;

  // why none was found
  private Problem problem = Problem.NONE;
  private long found;
  private long expected;

  FrameCursor(StoreFiles files, FrameCodec codec) {
    this.files = files;
    this.codec = codec;
    window.limit(0);
  }

  /** Goes to a segment, unless it is there already. */
  void enter(Segment next) throws IOException {
    Segment current = segment;
    if (file != null && current != null && current.number() == next.number()) {
      segment = next;
      return;
    }
    close();
    file = files.open(next.path());
    segment = next;
  }

  /**
   * Reads the group at a position.
   *
   * @param at the position, in the segment entered
   * @param wantedSequence the sequence number it must have, or {@link #ANY}
   * @param limit position before which it must end, and behind which nothing is read
   * @return true if there is a whole group, which the other methods then tell of; false if not,
   *     which {@link #describeProblem()} explains
   */
  boolean find(long at, long wantedSequence, long limit) throws IOException {
    Segment here = entered();
    int offset = here.offset(at);
    int limitOffset = here.offset(limit);
    if (!load(offset, FrameCodec.HEADER_BYTES, limitOffset)) {
      return refuse(Problem.END, 0, 0);
    }
    int index = offset - windowOffset;
    int tag = codec.tag(here, at);
    int foundTag = FrameCodec.tagAt(window, index);
    if (foundTag != tag) {
      return refuse(foundTag == 0 ? Problem.ZEROS : Problem.TAG, foundTag, tag);
    }
    int payload = FrameCodec.lengthAt(window, index);
    long frameBytes = FrameCodec.frameBytes(payload);
    if (payload < 0 || frameBytes > limitOffset - offset) {
      return refuse(Problem.LENGTH, payload, limitOffset - offset);
    }
    long number = FrameCodec.sequenceAt(window, index);
    if (wantedSequence != ANY && number != wantedSequence) {
      return refuse(Problem.SEQUENCE, number, wantedSequence);
    }
    int unforced = FrameCodec.unforcedAt(window, index);
    if (unforced < 0 || unforced > at - here.base()) {
      return refuse(Problem.UNFORCED, unforced, at - here.base());
    }
    if (!load(offset, (int) frameBytes, limitOffset)) {
      return refuse(Problem.END, 0, 0);
    }
    index = offset - windowOffset;
    int bodyAt = index + FrameCodec.HEADER_BYTES;
    codec.begin(here, at, payload, number, unforced);
    int loaded = window.limit();
    window.limit(index + (int) frameBytes).position(bodyAt);
    codec.add(window);
    window.limit(loaded).position(0);
    if (!codec.matches(window, index)) {
      return refuse(Problem.CHECKSUM, 0, 0);
    }
    payloadAt = bodyAt;
    length = payload;
    position = at;
    end = at + frameBytes;
    sequence = number;
    forcedThrough = at - unforced;
    problem = Problem.NONE;
    return true;
  }

  /** Returns the payload of the group found: one view, whose contents the next find changes. */
  ByteBuffer payload() {
    view.clear().order(ByteOrder.BIG_ENDIAN);
    return view.limit(payloadAt + length).position(payloadAt);
  }

  /** Returns the position of the group found. */
  long position() {
    return position;
  }

  /** Returns the position after the group found. */
  long end() {
    return end;
  }

  /** Returns the sequence number of the group found. */
  long sequence() {
    return sequence;
  }

  /** Returns the position before which all was forced when the group found was appended. */
  long forcedThrough() {
    return forcedThrough;
  }

  /** Tells whether a group begins where none was found whole. */
  boolean sawBeginning() {
    return problem == Problem.CHECKSUM
        || problem == Problem.LENGTH
        || problem == Problem.SEQUENCE
        || problem == Problem.UNFORCED;
  }

  /** Returns what was found instead of a group, and what was expected. */
  String describeProblem() {
    return switch (problem) {
      case NONE -> "a whole group";
      case END -> "the file ends where a group was expected";
      case ZEROS -> "found zeros where a group was expected";
      case TAG ->
          "found tag 0x%08x where a group with tag 0x%08x was expected"
              .formatted((int) found, (int) expected);
      case LENGTH -> "found a group of %d bytes where at most %d fit".formatted(found, expected);
      case SEQUENCE -> "found group %d where group %d was expected".formatted(found, expected);
      case UNFORCED -> "found a group after %d bytes not forced, of %d".formatted(found, expected);
      case CHECKSUM -> "the checksum of the group does not match its bytes";
    };
  }

  /**
   * Tells whether all bytes of the segment entered are zero.
   *
   * @param offset from where in the file
   */
  boolean isZeroFrom(int offset) throws IOException {
    return lastNonZero(offset) < 0;
  }

  /** Returns the offset in the file of the last byte that is not zero, or -1. */
  int lastNonZero(int from) throws IOException {
    int size = entered().size();
    int last = -1;
    int offset = from;
    while (offset < size && load(offset, 1, size)) {
      int start = offset - windowOffset;
      for (int i = window.limit() - 1; i >= start; i--) {
        if (window.get(i) != 0) {
          last = windowOffset + i;
          break;
        }
      }
      offset = windowOffset + window.limit();
    }
    return last;
  }

  @Override
  public void close() throws IOException {
    StoreFile open = file;
    file = null;
    segment = null;
    window.position(0).limit(0);
    windowOffset = 0;
    if (open != null) {
      open.close();
    }
  }

  private boolean load(int offset, int bytes, int limitOffset) throws IOException {
    if (offset < 0 || bytes > limitOffset - offset) {
      return false;
    }
    if (offset >= windowOffset && offset + bytes <= windowOffset + window.limit()) {
      return true;
    }
    if (bytes > window.capacity()) {
      window = ByteBuffer.allocateDirect(bytes);
      view = window.asReadOnlyBuffer();
    }
    StoreFile open = file;
    if (open == null) {
      throw new IllegalStateException("no segment entered");
    }
    window.clear().limit(Math.min(window.capacity(), limitOffset - offset));
    int count = open.read(window, offset);
    window.position(0).limit(count);
    windowOffset = offset;
    return bytes <= count;
  }

  private boolean refuse(Problem why, long foundValue, long expectedValue) {
    problem = why;
    found = foundValue;
    expected = expectedValue;
    return false;
  }

  private Segment entered() {
    Segment here = segment;
    if (here == null) {
      throw new IllegalStateException("no segment entered");
    }
    return here;
  }

  private enum Problem {
    NONE,
    END,
    ZEROS,
    TAG,
    LENGTH,
    SEQUENCE,
    UNFORCED,
    CHECKSUM
  }
}
