package io.weir.connectors.file;

import io.weir.api.connector.ByteSink;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.Intake;
import io.weir.api.connector.Source;
import io.weir.api.format.FileLayout;
import io.weir.connectors.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of files, one file after the other, and says how far it got by file and offset.
 *
 * <p>A file under a name that was read before counts as another one when the file system knows it
 * by another key, when it is shorter than what was read of it, or when its first bytes differ. The
 * rest of a renamed file is read first if it is still in the folder.
 */
final class FileSource implements Source {

  private static final int INITIAL_BUFFER = 64 << 10;
  private static final int KEPT_OF_TOO_LONG = 1 << 10;
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  private final ConnectorContext context;
  private final FileList files;
  private final FileLayout layout;
  private final boolean follow;
  private final int maxRecord;
  private final Duration interval;
  private final RecordSplitter splitter;

  private FilePosition position = FilePosition.START;
  private FilePosition committedPosition = FilePosition.START;
  private @Nullable Ticker ticker;

  // The open file.
  private @Nullable FileChannel channel;
  private Path open = Path.of("");
  private String key = "";
  private byte[] header = {};
  private boolean headerRead;
  private boolean tooLong;
  private int sampled = -1;
  private int sampleCrc;

  // What is read of it and not handed over: from..to of the buffer, at offset in the file.
  private byte[] buffer = new byte[INITIAL_BUFFER];
  private byte[] withHeader = {};
  private int from;
  private int to;
  private long offset;

  private int taken;
  private boolean ended;
  private long nextLookNanos = Long.MIN_VALUE;

  FileSource(
      ConnectorContext context, FileList files, boolean follow, int maxRecord, Duration interval) {
    this.context = context;
    this.files = files;
    this.layout = context.fileLayout();
    this.follow = follow;
    this.maxRecord = maxRecord;
    this.interval = interval;
    this.splitter = new RecordSplitter(layout);
  }

  @Override
  public void restore(ByteBuffer bytes) {
    position = FilePosition.read(bytes);
    committedPosition = position;
  }

  @Override
  public void replay(ByteBuffer progress) {
    if (progress.hasRemaining()) {
      restore(progress);
    }
  }

  @Override
  public void start() {
    try {
      if (!position.path().isEmpty()) {
        resume();
      }
      if (channel == null && !openNext() && !follow && position.path().isEmpty()) {
        throw new NoSuchFileException(
            files.path() + ": found no such file; put it there, or say `follow: true` to wait");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    if (channel == null && position.path().isEmpty()) {
      context.report(Health.DOWN, files.path() + ": no such file yet; waiting for it");
    }
    if (follow) {
      ticker = new Ticker("weir-file-" + context.name(), interval, context::signal);
    }
  }

  @Override
  public int poll(Intake intake, int limit) {
    taken = 0;
    try {
      while (taken < limit && !ended) {
        if (channel == null && !look()) {
          break;
        }
        if (!nextRecord(intake) && !fill() && !atEnd(intake)) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(open + ": cannot read: " + e.getMessage(), e);
    }
    return taken;
  }

  /** Hands over the record at the start of the buffer, if it is all there. */
  private boolean nextRecord(Intake intake) {
    while (true) {
      int lineFeed = splitter.lineFeed(buffer, from, to);
      if (lineFeed < 0) {
        return to - from > maxRecord && handOverTooLong(intake);
      }
      int start = from;
      int end = lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
      consume(lineFeed + 1);
      if (take(intake, start, end)) {
        return true;
      }
    }
  }

  private void consume(int next) {
    offset += next - from;
    from = next;
    splitter.reset();
  }

  /** Hands over a line unless it is none of the file's records. */
  private boolean take(Intake intake, int lineStart, int end) {
    int start = lineStart;
    if (tooLong) {
      tooLong = false; // the rest of a record that was refused
      return false;
    }
    boolean first = offset - (from - lineStart) == 0;
    if (first && hasByteOrderMark(start, end)) {
      start += 3;
    }
    if (start == end && layout != FileLayout.ALL_LINES) {
      return false;
    }
    if (layout == FileLayout.CSV_WITH_HEADER && !headerRead) {
      setHeader(start, end);
      return false;
    }
    long now = context.clock().epochMicros();
    if (end - start > maxRecord) {
      reject(intake, start);
      return true;
    }
    taken++;
    if (layout == FileLayout.CSV_WITH_HEADER) {
      int length = end - start;
      if (withHeader.length < header.length + length) {
        withHeader = Arrays.copyOf(header, (header.length + length) * 2);
      }
      System.arraycopy(buffer, start, withHeader, header.length, length);
      intake.accept(withHeader, 0, header.length + length, null, now);
    } else {
      intake.accept(buffer, start, end - start, null, now);
    }
    return true;
  }

  private void setHeader(int start, int end) {
    header = new byte[end - start + 2];
    header[0] = FileLayout.HEADER_MARK;
    header[header.length - 1] = FileLayout.HEADER_MARK;
    System.arraycopy(buffer, start, header, 1, end - start);
    withHeader = header.clone();
    headerRead = true;
  }

  private boolean hasByteOrderMark(int start, int end) {
    return end - start >= 3
        && buffer[start] == (byte) 0xEF
        && buffer[start + 1] == (byte) 0xBB
        && buffer[start + 2] == (byte) 0xBF;
  }

  /** Refuses the record at hand; what follows of it is skipped up to its end. */
  private boolean handOverTooLong(Intake intake) {
    boolean first = !tooLong;
    int start = from;
    consume(to);
    if (first) {
      reject(intake, start);
    }
    tooLong = true;
    return first;
  }

  private void reject(Intake intake, int start) {
    taken++;
    intake.reject(
        buffer,
        start,
        KEPT_OF_TOO_LONG,
        null,
        context.clock().epochMicros(),
        "found a record of more than %d bytes in %s, expected at most that (max-record)"
            .formatted(maxRecord, open.getFileName()));
  }

  /** Reads more of the file; false when there is no more now. */
  private boolean fill() throws IOException {
    if (from > 0 && (from == to || to == buffer.length)) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    FileChannel file = Objects.requireNonNull(channel);
    ByteBuffer room = ByteBuffer.wrap(buffer, to, buffer.length - to);
    int read = file.read(room, offset + (to - from));
    if (read <= 0) {
      return false;
    }
    to += read;
    return true;
  }

  /** What to do at the end of a file; true when there may be records again. */
  private boolean atEnd(Intake intake) throws IOException {
    long now = context.clock().monotonicNanos();
    if (follow && nextLookNanos != Long.MIN_VALUE && now - nextLookNanos < 0) {
      return false;
    }
    nextLookNanos = now + LOOK_NANOS;
    FileChannel file = Objects.requireNonNull(channel);
    if (file.size() < offset + (to - from)) {
      report(Health.DEGRADED, "was truncated; reading it from its start");
      reopen(open, 0);
      return true;
    }
    Path next = files.next(open.toString());
    boolean replaced = follow && next == null && isReplaced();
    if (follow && next == null && !replaced) {
      return false; // a half-written last line waits
    }
    boolean last = from < to;
    if (last) {
      handOverLast(intake);
      nextLookNanos = Long.MIN_VALUE;
      return true; // and once more to the end, with nothing left
    }
    if (replaced) {
      reopen(files.path(), 0);
      return true;
    }
    if (next == null) {
      ended = true;
      return false;
    }
    reopen(next, 0);
    return true;
  }

  private void handOverLast(Intake intake) {
    int start = from;
    int end = to;
    consume(to);
    take(intake, start, end);
  }

  /** Whether another file has taken the name of the open one. */
  private boolean isReplaced() throws IOException {
    try {
      return !keyOf(open).equals(key);
    } catch (NoSuchFileException e) {
      return false; // renamed, and its successor not there yet
    }
  }

  private boolean look() throws IOException {
    long now = context.clock().monotonicNanos();
    if (nextLookNanos != Long.MIN_VALUE && now - nextLookNanos < 0) {
      return false;
    }
    nextLookNanos = now + LOOK_NANOS;
    if (!position.path().isEmpty()) {
      resume();
    }
    boolean found = channel != null || openNext();
    ended = !found && !follow; // what was read before is gone, and nothing came after it
    return found;
  }

  private boolean openNext() throws IOException {
    Path next = files.next(position.path());
    if (next == null) {
      return false;
    }
    reopen(next, 0);
    return true;
  }

  /** Goes on where the position says, in the file that it means, wherever that is now. */
  private void resume() throws IOException {
    Path path = Path.of(position.path());
    Path same = isTheSame(path) ? path : renamed();
    if (same != null) {
      reopen(same, position.offset());
      open = path; // keeps its place in the order of names
      tooLong = position.skipping();
    } else if (Files.isRegularFile(path)) {
      context.report(
          Health.DEGRADED,
          path
              + ": not the file that was read up to byte "
              + position.offset()
              + "; reading it from its start");
      reopen(path, 0);
    }
  }

  private boolean isTheSame(Path path) throws IOException {
    if (!Files.isRegularFile(path)
        || Files.size(path) < position.offset()
        || !keyOf(path).equals(position.key())) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path)) {
      return sampleCrc(file, position.sampled()) == position.sampleCrc();
    }
  }

  private @Nullable Path renamed() throws IOException {
    if (position.key().isEmpty()) {
      return null;
    }
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(files.folder())) {
      for (Path path : folder) {
        if (isTheSame(path)) {
          return path;
        }
      }
    } catch (NoSuchFileException e) {
      return null;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return null;
  }

  private void reopen(Path path, long startOffset) throws IOException {
    closeChannel();
    channel = FileChannel.open(path, StandardOpenOption.READ);
    open = path;
    key = keyOf(path);
    headerRead = false;
    tooLong = false;
    sampled = -1;
    from = 0;
    to = 0;
    offset = 0;
    splitter.reset();
    if (startOffset > 0 && layout == FileLayout.CSV_WITH_HEADER) {
      readHeader();
    }
    from = 0;
    to = 0;
    offset = startOffset;
    splitter.reset();
    context.report(Health.UP, "reading " + path + (offset > 0 ? " from byte " + offset : ""));
  }

  private void readHeader() throws IOException {
    while (!headerRead) {
      int lineFeed = splitter.lineFeed(buffer, from, to);
      if (lineFeed >= 0) {
        int start = from;
        int end = lineFeed > start && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        consume(lineFeed + 1);
        if (offset == lineFeed + 1 && hasByteOrderMark(start, end)) {
          start += 3;
        }
        if (start < end) {
          setHeader(start, end);
        }
      } else if (!fill()) {
        return;
      }
    }
  }

  private void savePosition() throws IOException {
    FileChannel file = channel;
    if (file == null) {
      return;
    }
    int length = (int) Math.min(offset, FilePosition.MAX_SAMPLE);
    if (length != sampled) {
      sampled = length;
      sampleCrc = sampleCrc(file, length);
    }
    position = new FilePosition(open.toString(), offset, tooLong, key, sampled, sampleCrc);
  }

  private static int sampleCrc(FileChannel file, int length) throws IOException {
    ByteBuffer sample = ByteBuffer.allocate(length);
    while (sample.hasRemaining() && file.read(sample, sample.position()) > 0) {
      // until the sample is whole
    }
    CRC32C crc = new CRC32C();
    crc.update(sample.flip());
    return (int) crc.getValue();
  }

  private static String keyOf(Path path) throws IOException {
    Object fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return fileKey == null ? "" : fileKey.toString();
  }

  @Override
  public boolean exhausted() {
    return ended;
  }

  @Override
  public void prepareCommit(ByteSink progress) {
    refreshPosition();
    if (!position.equals(committedPosition)) {
      position.write(progress);
      committedPosition = position;
    }
  }

  @Override
  public void committed() {}

  @Override
  public void checkpoint(ByteSink target) {
    refreshPosition();
    position.write(target);
  }

  private void refreshPosition() {
    try {
      savePosition();
    } catch (IOException e) {
      throw new UncheckedIOException(open + ": cannot read: " + e.getMessage(), e);
    }
  }

  private void report(Health health, String what) {
    context.report(health, open + " " + what);
  }

  private void closeChannel() throws IOException {
    FileChannel file = channel;
    channel = null;
    if (file != null) {
      file.close();
    }
  }

  @Override
  public void close() {
    if (ticker != null) {
      ticker.close();
    }
    try {
      closeChannel();
    } catch (IOException e) {
      context.report(Health.DEGRADED, open + ": cannot close: " + e.getMessage());
    }
  }
}
