package io.weir.formats.table;

import io.weir.api.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds new versions of a file. A version is taken when size and time of change stand still for two
 * looks: either this look and an earlier one, or, when the file has just been changed, two looks a
 * short pause apart. A file touched without being changed is no new version.
 *
 * <p>Thread: one at a time; blocks for I/O and the pause.
 */
final class FileVersions {

  /** Waits between the two looks; a seam for tests, which change the file meanwhile. */
  interface Pause {
    void await();
  }

  static final long PAUSE_MILLIS = 250;

  /** A file unchanged for that long stands still without a second look. */
  private static final long SETTLED_MICROS = 2_000_000;

  private static final long MAX_BYTES = 256L << 20;

  private final Path path;
  private final Clock clock;
  private final Pause pause;
  private @Nullable Stamp taken;
  private boolean takenFresh;
  private @Nullable Stamp changing;
  private byte[] takenDigest = {};

  /** Size and time of change of a file. */
  private record Stamp(long size, long changedMicros, @Nullable Object key) {}

  FileVersions(Path path) {
    this(
        path,
        Clock.system(), // files are stamped by the machine's clock, also in virtual time
        () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)));
  }

  FileVersions(Path path, Clock clock, Pause pause) {
    this.path = path;
    this.clock = clock;
    this.pause = pause;
  }

  /** The content of a new version, or nothing; see {@link io.weir.api.connector.Table#look}. */
  Optional<byte[]> look() throws IOException {
    Stamp now = stamp();
    boolean settled = clock.epochMicros() - now.changedMicros >= SETTLED_MICROS;
    if (now.equals(taken) && !takenFresh) {
      return Optional.empty();
    }
    if (!settled && !now.equals(changing) && !now.equals(taken)) {
      pause.await();
      Stamp again = stamp();
      if (!again.equals(now)) {
        changing = again;
        return Optional.empty();
      }
    }
    byte[] content = Files.readAllBytes(path);
    if (content.length != now.size || !stamp().equals(now)) {
      changing = null;
      return Optional.empty();
    }
    byte[] digest = digest(content);
    boolean same = taken != null && Arrays.equals(digest, takenDigest);
    taken = now;
    takenFresh = !settled; // within the clock's grain a change may leave the stamp as it is
    takenDigest = digest;
    return same ? Optional.empty() : Optional.of(content);
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new IOException(
          path + ": the table's file is not there; put it there, or correct `path`", e);
    } catch (IOException e) {
      throw new IOException(path + ": cannot read the table's file: " + e.getMessage(), e);
    }
    if (!attributes.isRegularFile()) {
      throw new IOException(path + ": found no regular file, expected the table's file");
    }
    if (attributes.size() > MAX_BYTES) {
      throw new IOException(
          "%s: found %d bytes, expected a table of at most %d MB"
              .formatted(path, attributes.size(), MAX_BYTES >> 20));
    }
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS),
        attributes.fileKey());
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
