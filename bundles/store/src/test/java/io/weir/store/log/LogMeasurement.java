package io.weir.store.log;

import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures commits: how many bytes reached the disk for each, and how long each took.
 *
 * <p>Arguments: an empty folder on the disk to measure, and the disk's counters, as {@code
 * /sys/block/loop0/stat}. They count everybody's writes, so the disk should be nobody else's: a
 * file system in a file, mounted by a loop device, is one.
 */
final class LogMeasurement {
  private static final int WARM_UP = 300;
  private static final int COMMITS = 2000;
  private static final double MICROS = 1000;

  private LogMeasurement() {}

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path counters = Path.of(arguments[1]);
    System.out.println(" payload  log bytes  disk bytes   p50 us   p99 us  append us");
    for (int bytes : new int[] {100, 1024, 8192, 65536}) {
      commits(root.resolve("commit-" + bytes), bytes, counters);
    }
    appends(root.resolve("append"));
  }

  private static void commits(Path folder, int bytes, Path counters) throws IOException {
    try (SegmentLog log = SegmentLog.open(StoreFiles.disk(), folder, LogOptions.DEFAULTS)) {
      ByteBuffer payload = ByteBuffer.allocateDirect(bytes);
      long[] nanos = new long[COMMITS];
      long appendNanos = 0;
      for (int i = 0; i < WARM_UP; i++) {
        log.append(payload);
        log.force();
      }
      long written = writtenBytes(counters);
      long start = log.bytesAppended();
      for (int i = 0; i < COMMITS; i++) {
        long before = System.nanoTime();
        log.append(payload);
        long appended = System.nanoTime();
        log.force();
        nanos[i] = System.nanoTime() - before;
        appendNanos += appended - before;
        log.freeBefore(log.tail());
      }
      written = writtenBytes(counters) - written;
      Arrays.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "%8d %10d %11d %8.0f %8.0f %10.1f%n",
          bytes,
          (log.bytesAppended() - start) / COMMITS,
          written / COMMITS,
          nanos[COMMITS / 2] / MICROS,
          nanos[COMMITS * 99 / 100] / MICROS,
          appendNanos / MICROS / COMMITS);
    }
  }

  /** Appends without force, as an outbox does, and reads it all. */
  private static void appends(Path folder) throws IOException {
    int count = 1_000_000;
    try (SegmentLog log = SegmentLog.open(StoreFiles.disk(), folder, LogOptions.DEFAULTS)) {
      ByteBuffer payload = ByteBuffer.allocateDirect(100);
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        log.append(payload);
      }
      log.flush();
      long appended = System.nanoTime();
      try (LogReader reader = log.read(0)) {
        while (reader.next()) {
          if (reader.payload().remaining() != 100) {
            throw new IllegalStateException();
          }
        }
      }
      long read = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "groups of 100 bytes: %.0f ns to append without force, %.0f ns to read%n",
          (double) (appended - start) / count,
          (double) (read - appended) / count);
    }
  }

  /** The seventh counter is the number of 512-byte sectors written. */
  private static long writtenBytes(Path counters) throws IOException {
    String text = Files.readString(counters, StandardCharsets.US_ASCII).strip();
    return Long.parseLong(text.split(" +")[6]) * 512;
  }
}
