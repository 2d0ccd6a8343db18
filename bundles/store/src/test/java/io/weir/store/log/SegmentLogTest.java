package io.weir.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.store.StoreFullException;
import io.weir.store.StoreStep;
import io.weir.store.StoreVersionException;
import io.weir.store.fault.Fault;
import io.weir.store.fault.FaultyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentLogTest {
  private static final Path FOLDER = Path.of("/log");
  private static final LogOptions SMALL = LogOptions.DEFAULTS.withSegmentBytes(1024);

  private final FaultyFiles files = new FaultyFiles(1);

  @Test
  void shouldReturnGroupsInOrderWithTheirPositions() throws IOException {
    try (SegmentLog log = open()) {
      long second = log.append(bytes("one"));
      long third = log.append(bytes("two"), bytes(" and "), bytes("a half"));
      long end = log.append(bytes(""));
      log.force();

      try (LogReader reader = log.read(0)) {
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("one");
        assertThat(reader.position()).isZero();
        assertThat(reader.end()).isEqualTo(second);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("two and a half");
        assertThat(reader.end()).isEqualTo(third);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEmpty();
        assertThat(reader.end()).isEqualTo(end).isEqualTo(log.tail());
        assertThat(reader.next()).isFalse();

        log.append(bytes("later"));
        assertThat(reader.next()).as("before it is flushed").isFalse();
        log.flush();
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("later");
        assertThat(reader.sequence()).isEqualTo(4);
      }
    }
  }

  @Test
  void shouldLeaveThePayloadAsItIs() throws IOException {
    try (SegmentLog log = open()) {
      ByteBuffer payload = bytes("xxxpayloadxx");
      payload.position(3).limit(10);
      log.append(payload);

      assertThat(payload.position()).isEqualTo(3);
      assertThat(payload.limit()).isEqualTo(10);
      try (LogReader reader = log.read(0)) {
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("payload");
      }
    }
  }

  @Test
  void shouldRereadFromAnyPositionThatItReturned() throws IOException {
    try (SegmentLog log = open()) {
      List<Long> positions = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        positions.add(log.tail());
        log.append(bytes("row " + i));
      }
      for (int i = 199; i >= 0; i -= 7) {
        try (LogReader reader = log.read(positions.get(i))) {
          assertThat(reader.next()).isTrue();
          assertThat(text(reader)).isEqualTo("row " + i);
        }
      }
      assertThatThrownBy(
              () -> {
                try (LogReader reader = log.read(positions.get(5) + 8)) {
                  reader.next();
                }
              })
          .isInstanceOf(CorruptLogException.class);
    }
  }

  @Test
  void shouldGiveAGroupLongerThanASegmentASegmentOfItsOwn() throws IOException {
    byte[] large = new byte[200_001];
    large[200_000] = 7;
    try (SegmentLog log = open()) {
      log.append(bytes("before"));
      log.append(ByteBuffer.wrap(large));
      log.append(bytes("after"));
      log.force();
    }
    try (SegmentLog log = open();
        LogReader reader = log.read(0)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isTrue();
      byte[] found = new byte[reader.payload().remaining()];
      reader.payload().get(found);
      assertThat(found).isEqualTo(large);
      assertThat(reader.next()).isTrue();
      assertThat(text(reader)).isEqualTo("after");
    }
  }

  @Test
  void shouldRefuseAGroupBeyondTheBound() throws IOException {
    try (SegmentLog log = SegmentLog.open(files, FOLDER, SMALL.withMaxGroupBytes(100))) {
      assertThatThrownBy(() -> log.append(ByteBuffer.allocate(101)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("101")
          .hasMessageContaining("100");
      assertThat(log.tail()).isZero();
    }
  }

  @Test
  void shouldForceOneFileOncePerCommitAndNothingWhenIdle() throws IOException {
    try (SegmentLog log = open()) {
      log.append(bytes("one"));
      long forces = files.forces();
      long operations = files.operations();
      log.append(bytes("two"));
      log.force();
      assertThat(files.forces()).isEqualTo(forces + 1);
      assertThat(files.operations()).as("one write, one force").isEqualTo(operations + 2);
      log.force();
      log.force();
      assertThat(files.operations()).isEqualTo(operations + 2);
    }
  }

  @Test
  void shouldNotTouchTheFolderInACommitWhenTheNextSegmentIsPrepared() throws IOException {
    try (SegmentLog log = open()) {
      log.append(ByteBuffer.allocate(800));
      log.flush();
      int before = files.journal().size();
      assertThat(log.prepare()).isTrue();
      assertThat(files.journal().subList(before, files.journal().size()))
          .as("its zeros are on the disk before it has a name")
          .containsExactly(
              "create unfinished.tmp",
              "write unfinished.tmp",
              "force unfinished.tmp",
              "rename 0000000000000002.seg",
              "forceFolder log");
      assertThat(log.prepare()).as("a second time").isFalse();
      before = files.journal().size();
      log.append(ByteBuffer.allocate(400));
      log.force();
      List<String> commit = files.journal().subList(before, files.journal().size());
      assertThat(commit)
          .allMatch(operation -> operation.startsWith("write") || operation.startsWith("force "));
    }
  }

  @Test
  void shouldReuseFreedSegmentsInsteadOfWritingZeros() throws IOException {
    try (SegmentLog log = open()) {
      for (int round = 0; round < 50; round++) {
        log.append(ByteBuffer.allocate(600));
        log.force();
        log.freeBefore(log.tail());
      }
      assertThat(files.journal().stream().filter("create unfinished.tmp"::equals)).hasSize(2);
      assertThat(log.bytesOnDisk()).isEqualTo(2 * 1024);
      assertThat(log.head()).isGreaterThan(0);
    }
  }

  @Test
  void shouldFreeWholeSegmentsOnly() throws IOException {
    try (SegmentLog log = SegmentLog.open(files, FOLDER, SMALL.withMaxSpares(0))) {
      List<Long> ends = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        ends.add(log.append(ByteBuffer.allocate(400)));
      }
      log.force();
      assertThat(log.bytesOnDisk()).isEqualTo(5 * 1024);
      log.freeBefore(ends.get(4));
      assertThat(log.head()).isEqualTo(ends.get(3));
      assertThat(log.bytesOnDisk()).isEqualTo(3 * 1024);
      assertThat(files.list(FOLDER)).hasSize(3);
      assertThatThrownBy(() -> log.read(ends.get(1)))
          .isInstanceOf(CorruptLogException.class)
          .hasMessageContaining("position " + ends.get(1) + " is needed");
    }
  }

  /** The only segment left must be known after a loss of power, though nothing in it was forced. */
  @Test
  void shouldBeFoundAgainWhenAllButAnUnforcedSegmentWasFreed() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      FaultyFiles disk = new FaultyFiles(seed);
      SegmentLog log = SegmentLog.open(disk, FOLDER, SMALL);
      long end = log.append(ByteBuffer.allocate(900));
      log.force();
      log.append(ByteBuffer.allocate(500));
      log.freeBefore(end);
      assertThat(log.head()).isEqualTo(end);
      disk.restart();
      try (SegmentLog reopened = SegmentLog.open(disk, FOLDER, SMALL)) {
        assertThat(reopened.tail()).as("seed " + seed).isGreaterThanOrEqualTo(end);
      }
    }
  }

  @Test
  void shouldGoOnAtTheCutAfterATruncation() throws IOException {
    long cut;
    try (SegmentLog log = open()) {
      log.append(bytes("kept"));
      cut = log.append(bytes("kept too"));
      for (int i = 0; i < 100; i++) {
        log.append(bytes("cut " + i));
      }
      log.force();
      log.truncateAfter(cut);
      assertThat(log.tail()).isEqualTo(cut);
      log.append(bytes("new"));
      log.force();
    }
    try (SegmentLog log = open();
        LogReader reader = log.read(0)) {
      assertThat(texts(reader)).containsExactly("kept", "kept too", "new");
      assertThat(log.recovery().clean()).isTrue();
    }
  }

  @Test
  void shouldNotGrowWhenItIsTruncatedAtEveryStart() throws IOException {
    long cut = 0;
    long most = 0;
    for (int start = 0; start < 100; start++) {
      try (SegmentLog log = open()) {
        log.truncateAfter(cut);
        if (start == 0) {
          cut = log.append(bytes("confirmed"));
        }
        log.append(bytes("not confirmed"));
        log.force();
        if (start == 10) {
          most = log.bytesOnDisk();
        }
        assertThat(start <= 10 || log.bytesOnDisk() <= most).isTrue();
      }
    }
  }

  @Test
  void shouldSayThatTheDiskIsFullAndGoOnWhenThereIsRoom() throws IOException {
    try (SegmentLog log = open()) {
      long kept = log.append(ByteBuffer.allocate(800));
      log.force();
      files.failAt(files.operations(), Fault.DISK_FULL);
      assertThatThrownBy(() -> log.append(ByteBuffer.allocate(500)))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("/log")
          .hasMessageContaining("1024 more bytes");
      assertThat(log.tail()).isEqualTo(kept);
      log.append(ByteBuffer.allocate(100));
      log.force();
      files.makeRoom();
      log.append(bytes("fits now"));
      log.force();
    }
    try (SegmentLog log = open();
        LogReader reader = log.read(0)) {
      assertThat(texts(reader)).hasSize(3).endsWith("fits now");
    }
  }

  @Test
  void shouldRefuseToGoOnAfterAFailedForce() throws IOException {
    try (SegmentLog log = open()) {
      log.append(bytes("one"));
      log.flush();
      files.failAt(files.operations(), Fault.IO_ERROR);
      assertThatThrownBy(log::force)
          .isInstanceOf(LogFailedException.class)
          .hasMessageContaining("opened again");
      assertThatThrownBy(() -> log.append(bytes("two"))).isInstanceOf(LogFailedException.class);
      assertThatThrownBy(log::force).isInstanceOf(LogFailedException.class);
    }
  }

  @Test
  void shouldForceWhatAKilledProcessLeftBeforeAnybodyReliesOnIt() throws IOException {
    SegmentLog killed = open();
    killed.append(bytes("written, not forced"));
    killed.flush();
    files.kill();
    open();
    files.restart();
    try (SegmentLog log = open();
        LogReader reader = log.read(0)) {
      assertThat(texts(reader)).containsExactly("written, not forced");
    }
  }

  @Test
  void shouldReportATornTail() throws IOException {
    SegmentLog log = open();
    log.append(bytes("whole"));
    log.force();
    log.append(ByteBuffer.allocate(600));
    log.force();
    log.close();
    byte[] bytes = files.bytes(segment());
    bytes[400] ^= 1;
    files.overwrite(segment(), bytes);

    try (SegmentLog reopened = open();
        LogReader reader = reopened.read(0)) {
      assertThat(texts(reader)).containsExactly("whole");
      assertThat(reopened.recovery().clean()).isFalse();
      assertThat(reopened.recovery().droppedBytes()).isPositive();
      assertThat(reopened.recovery().reason()).contains("checksum");
    }
  }

  /** A power cut lost the first of two groups not forced; its successor must not come back. */
  @Test
  void shouldNotResurrectWhatLayBehindATornGroup() throws IOException {
    try (SegmentLog log = open()) {
      log.append(bytes("first"));
      log.append(bytes("second"));
      log.flush();
    }
    byte[] bytes = files.bytes(segment());
    Arrays.fill(bytes, SegmentHeader.BYTES, SegmentHeader.BYTES + 32, (byte) 0);
    files.overwrite(segment(), bytes);

    try (SegmentLog log = open()) {
      assertThat(log.tail()).isZero();
      assertThat(log.recovery().droppedBytes()).isEqualTo(64);
      log.append(bytes("other"));
      log.force();
    }
    try (SegmentLog log = open();
        LogReader reader = log.read(0)) {
      assertThat(texts(reader)).containsExactly("other");
      assertThat(log.recovery().clean()).isTrue();
    }
  }

  @Test
  void shouldRefuseAnotherFormatVersion() throws IOException {
    open().close();
    SegmentHeader header = new SegmentHeader(2, false, 1, 1, 0, 1);
    byte[] bytes = files.bytes(segment());
    System.arraycopy(header.encode().array(), 0, bytes, 0, SegmentHeader.BYTES);
    files.overwrite(segment(), bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreVersionException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("version 1");
  }

  @Test
  void shouldRefuseASegmentOfAnotherLog() throws IOException {
    try (SegmentLog other = SegmentLog.open(files, Path.of("/other"), SMALL)) {
      for (int i = 0; i < 5; i++) {
        other.append(ByteBuffer.allocate(600));
      }
      other.force();
    }
    open().close();
    Path foreign = Path.of("/other/0000000000000002.seg");
    files.create(Path.of("/log/0000000000000002.seg")).close();
    files.overwrite(Path.of("/log/0000000000000002.seg"), files.bytes(foreign));
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("another log");
  }

  @Test
  void shouldMissWhatACheckpointNeeds() throws IOException {
    long tail;
    try (SegmentLog log = open()) {
      tail = log.append(bytes("all there is"));
      log.force();
    }
    SegmentLog.open(files, FOLDER, SMALL.withVerifyFrom(tail)).close();
    assertThatThrownBy(() -> SegmentLog.open(files, FOLDER, SMALL.withVerifyFrom(tail + 8)))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("position " + (tail + 8) + " on is needed");
  }

  @Test
  void shouldTellItsSteps() throws IOException {
    List<StoreStep> steps = new ArrayList<>();
    try (SegmentLog log = SegmentLog.open(files, FOLDER, SMALL.withSteps(steps::add))) {
      steps.clear();
      log.append(bytes("one"));
      log.force();
      assertThat(steps)
          .containsExactly(
              StoreStep.LOG_BEFORE_WRITE,
              StoreStep.LOG_AFTER_WRITE,
              StoreStep.LOG_BEFORE_FORCE,
              StoreStep.LOG_AFTER_FORCE);
    }
  }

  private SegmentLog open() throws IOException {
    return SegmentLog.open(files, FOLDER, SMALL);
  }

  private static Path segment() {
    return Segment.path(FOLDER, 1);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(LogReader reader) {
    return StandardCharsets.UTF_8.decode(reader.payload()).toString();
  }

  private static List<String> texts(LogReader reader) throws IOException {
    List<String> texts = new ArrayList<>();
    while (reader.next()) {
      texts.add(text(reader));
    }
    return texts;
  }
}
