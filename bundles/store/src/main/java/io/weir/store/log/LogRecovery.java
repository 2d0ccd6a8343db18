package io.weir.store.log;

import io.weir.store.StoreVersionException;
import io.weir.store.file.StoreFile;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a log's folder holds. It writes nothing.
 *
 * <p>Segments are taken in the order of their numbers. One that begins at or before the beginning
 * of its predecessors replaces them, and ends the one that it begins in: so a truncation, and the
 * cutting of a torn tail, become durable with the header of the next segment. A segment is forced
 * before the next one is begun, therefore only the last one may end in a torn group.
 */
final class LogRecovery {
  private final StoreFiles files;
  private final Path folder;
  private final LogOptions options;

  private final List<Found> found = new ArrayList<>();
  private final List<Found> unused = new ArrayList<>();
  private final List<Segment> chain = new ArrayList<>();
  private @Nullable Long logId;
  private boolean lastIsRecycled;
  private boolean sealed;
  private long nextSequence = 1;
  private Recovery report = new Recovery(0, 0, Recovery.CLEAN);

  private LogRecovery(StoreFiles files, Path folder, LogOptions options) {
    this.files = files;
    this.folder = folder;
    this.options = options;
  }

  /** Reads a folder. */
  static LogRecovery of(StoreFiles files, Path folder, LogOptions options) throws IOException {
    LogRecovery recovery = new LogRecovery(files, folder, options);
    recovery.readHeaders();
    recovery.link();
    Long id = recovery.logId;
    if (id != null) {
      try (FrameCursor cursor = new FrameCursor(files, new FrameCodec(id))) {
        recovery.verifyInner(cursor);
        recovery.verifyLast(cursor);
        recovery.requireWanted();
      }
    } else {
      recovery.requireNothingWritten();
    }
    return recovery;
  }

  /** Returns the log's id, or null if there is no log yet. */
  @Nullable Long logId() {
    return logId;
  }

  /** Returns the segments of the log, in order; empty if there is no log yet. */
  List<Segment> chain() {
    return chain;
  }

  /** Returns files that are no part of the log. */
  List<Found> unused() {
    return unused;
  }

  /** Returns a number above that of every file. */
  long nextNumber() {
    return found.isEmpty() ? 1 : found.get(found.size() - 1).number + 1;
  }

  /** Returns the sequence number of the next group. */
  long nextSequence() {
    return nextSequence;
  }

  /** Tells whether whole groups lie behind the tail, so that the next one needs a new segment. */
  boolean sealed() {
    return sealed;
  }

  /** Returns what was cut. */
  Recovery report() {
    return report;
  }

  private void readHeaders() throws IOException {
    for (Path path : files.list(folder)) {
      long number = Segment.numberOf(path);
      if (number < 0) {
        continue;
      }
      try (StoreFile file = files.open(path)) {
        int size = (int) Math.min(file.size(), Integer.MAX_VALUE);
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        boolean whole = file.read(bytes, 0) == SegmentHeader.BYTES && SegmentHeader.isWhole(bytes);
        SegmentHeader header = whole ? SegmentHeader.decode(bytes) : null;
        if (header != null && header.version() != SegmentHeader.VERSION) {
          throw new StoreVersionException(
              path, "segment", Integer.toString(header.version()), SegmentHeader.VERSION);
        }
        found.add(new Found(path, number, size, header));
      }
    }
  }

  private void link() throws CorruptLogException {
    for (Found file : found) {
      SegmentHeader header = file.header;
      if (header == null || header.number() != file.number) {
        unused.add(file);
        continue;
      }
      Long id = logId;
      if (id == null) {
        logId = header.logId();
      } else if (id != header.logId()) {
        throw new CorruptLogException(
            file.path, 0, "found a segment of another log (%016x)".formatted(header.logId()));
      }
      while (!chain.isEmpty() && last().base() >= header.base()) {
        Segment replaced = chain.remove(chain.size() - 1);
        unused.add(new Found(replaced.path(), replaced.number(), replaced.size(), null));
      }
      lastIsRecycled = header.recycled();
      chain.add(
          new Segment(file.number, header.base(), header.firstSequence(), file.size, file.path));
    }
  }

  private void verifyInner(FrameCursor cursor) throws IOException {
    for (int i = 0; i + 1 < chain.size(); i++) {
      Segment segment = chain.get(i);
      Segment next = chain.get(i + 1);
      if (next.base() > segment.endOfFile()) {
        throw gap(segment, next);
      }
      if (next.base() <= options.verifyFrom()) {
        continue;
      }
      cursor.enter(segment);
      long position = segment.base();
      long sequence = segment.firstSequence();
      while (position < next.base() && cursor.find(position, sequence, next.base())) {
        position = cursor.end();
        sequence++;
      }
      if (position < next.base()) {
        throw new CorruptLogException(
            segment.path(), segment.offset(position), cursor.describeProblem());
      }
      if (sequence != next.firstSequence()) {
        throw new CorruptLogException(
            next.path(),
            0,
            "found a segment from group %d where one from group %d was expected"
                .formatted(next.firstSequence(), sequence));
      }
    }
  }

  private void verifyLast(FrameCursor cursor) throws IOException {
    Segment last = last();
    cursor.enter(last);
    long limit = last.endOfFile();
    long tail = last.base();
    nextSequence = last.firstSequence();
    while (cursor.find(tail, nextSequence, limit)) {
      tail = cursor.end();
      nextSequence++;
    }
    String reason = cursor.describeProblem();
    boolean begun = cursor.sawBeginning();
    long dropped = laterGroups(cursor, last, tail, reason);
    sealed = dropped > 0;
    if (dropped == 0 && tail < limit && (begun || !lastIsRecycled)) {
      int lastByte = cursor.lastNonZero(last.offset(tail));
      dropped = lastByte < 0 ? 0 : lastByte + 1 - last.offset(tail);
      if (begun && lastIsRecycled) {
        // What follows it are old bytes of the file: only its beginning is known to be dropped.
        dropped = Math.min(dropped, FrameCodec.HEADER_BYTES);
      }
    }
    for (Found file : unused) {
      if (file.number > last.number()) {
        dropped += groupsWithoutHeader(cursor, file, tail);
      }
    }
    report = new Recovery(tail, dropped, dropped == 0 ? Recovery.CLEAN : reason);
  }

  /**
   * Looks for whole groups behind the tail. Such that were forced, or follow a force, prove the
   * tail to be damaged; others were on their way to the disk when it lost power.
   *
   * @return how far behind the tail they reach, in bytes
   */
  private long laterGroups(FrameCursor cursor, Segment segment, long tail, String reason)
      throws IOException {
    long limit = segment.endOfFile();
    long end = tail;
    long position = tail + 8;
    while (position < limit) {
      if (!cursor.find(position, FrameCursor.ANY, limit)) {
        position += 8;
        continue;
      }
      if (cursor.forcedThrough() > tail) {
        throw new CorruptLogException(
            segment.path(),
            segment.offset(tail),
            reason + ", but group " + cursor.sequence() + " behind it was written later");
      }
      end = cursor.end();
      position = end;
    }
    return end - tail;
  }

  /** The same for a file that would be the next segment if its header were whole. */
  private long groupsWithoutHeader(FrameCursor cursor, Found file, long tail) throws IOException {
    if (file.size <= SegmentHeader.BYTES) {
      return 0;
    }
    Segment segment = new Segment(file.number, tail, nextSequence, file.size, file.path);
    cursor.enter(segment);
    boolean first = cursor.find(tail, FrameCursor.ANY, segment.endOfFile());
    long firstBytes = first ? cursor.end() - tail : 0;
    long later =
        laterGroups(cursor, segment, tail, "the header of the segment is not what was written");
    return Math.max(firstBytes, later);
  }

  private void requireWanted() throws CorruptLogException {
    long wanted = options.verifyFrom();
    if (wanted > 0 && (wanted < chain.get(0).base() || wanted > report.tail())) {
      throw new CorruptLogException(
          last().path(),
          last().offset(report.tail()),
          "the log holds positions %d to %d, but what lies from position %d on is needed"
              .formatted(chain.get(0).base(), report.tail(), wanted));
    }
  }

  private void requireNothingWritten() throws IOException {
    try (FrameCursor cursor = new FrameCursor(files, new FrameCodec(0))) {
      for (Found file : unused) {
        cursor.enter(new Segment(file.number, 0, 0, file.size, file.path));
        if (file.header != null || !cursor.isZeroFrom(SegmentHeader.BYTES)) {
          throw new CorruptLogException(
              file.path, 0, "found a segment in use, but no segment of the log has its header");
        }
      }
    }
  }

  private CorruptLogException gap(Segment segment, Segment next) {
    return new CorruptLogException(
        segment.path(),
        segment.size(),
        "the segment ends at position "
            + segment.endOfFile()
            + " and the next one, "
            + next.path().getFileName()
            + ", begins at position "
            + next.base()
            + ": what was between them is missing");
  }

  private Segment last() {
    return chain.get(chain.size() - 1);
  }

  /** A segment file, and its header if that is whole. */
  record Found(Path path, long number, int size, @Nullable SegmentHeader header) {}
}
