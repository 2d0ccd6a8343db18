package io.weir.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.store.fault.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damage of durable bytes is never taken for a torn tail, nor read as data. */
class SegmentLogCorruptionTest {
  private static final Path FOLDER = Path.of("/log");
  private static final LogOptions SMALL = LogOptions.DEFAULTS.withSegmentBytes(1024);

  private final FaultyFiles files = new FaultyFiles(1);
  private final List<byte[]> groups = new ArrayList<>();
  private long lastGroup;

  @Test
  void shouldFindAnyChangedByteBeforeTheLastGroup() throws IOException {
    write(new Random(1), 30, 20);
    for (Path path : files.list(FOLDER)) {
      byte[] good = files.bytes(path);
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << at % 8);
        requireFound(path, good, bad, path + " changed at " + at);
      }
    }
  }

  @Test
  void shouldFindAnyLostSectorBeforeTheLastGroup() throws IOException {
    write(new Random(2), 40, 400);
    for (Path path : files.list(FOLDER)) {
      byte[] good = files.bytes(path);
      for (int at = 0; at < good.length; at += 512) {
        byte[] bad = good.clone();
        Arrays.fill(bad, at, Math.min(good.length, at + 512), (byte) 0);
        requireFound(path, good, bad, path + " zeroed at " + at);
      }
    }
  }

  @Test
  void shouldFindAMissingOrShortenedSegment() throws IOException {
    write(new Random(3), 40, 400);
    List<Path> paths = files.list(FOLDER);
    for (int i = 0; i + 1 < paths.size(); i++) {
      byte[] good = files.bytes(paths.get(i));
      requireFound(paths.get(i), good, new byte[0], paths.get(i) + " emptied");
      byte[] bad = Arrays.copyOf(good, SegmentHeader.BYTES + 8);
      requireFound(paths.get(i), good, bad, paths.get(i) + " cut");
    }
  }

  /** The log is damaged, or holds everything, or everything but the last group. */
  private void requireFound(Path path, byte[] good, byte[] bad, String what) throws IOException {
    FaultyFiles copy = new FaultyFiles(1);
    for (Path file : files.list(FOLDER)) {
      copy.create(file).close();
      copy.overwrite(file, file.equals(path) ? bad : files.bytes(file));
    }
    try (SegmentLog log = SegmentLog.open(copy, FOLDER, SMALL);
        LogReader reader = log.read(0)) {
      int count = 0;
      while (reader.next()) {
        byte[] found = new byte[reader.payload().remaining()];
        reader.payload().get(found);
        assertThat(found).as(what).isEqualTo(groups.get(count));
        count++;
      }
      boolean inLastGroup = reader.end() == lastGroup && count == groups.size() - 1;
      assertThat(count == groups.size() || inLastGroup).as(what + ": " + count).isTrue();
    } catch (CorruptLogException e) {
      assertThat(e.file()).as(what).startsWith("/log");
    }
    assertThat(good).isEqualTo(files.bytes(path));
  }

  private void write(Random random, int count, int maxBytes) throws IOException {
    try (SegmentLog log = SegmentLog.open(files, FOLDER, SMALL)) {
      for (int i = 0; i < count; i++) {
        byte[] group = new byte[1 + random.nextInt(maxBytes)];
        random.nextBytes(group);
        groups.add(group);
        lastGroup = log.tail();
        log.append(ByteBuffer.wrap(group));
        log.force();
      }
    }
  }
}
