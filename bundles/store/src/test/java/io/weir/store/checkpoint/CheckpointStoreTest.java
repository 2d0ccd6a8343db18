package io.weir.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.store.ChildJvm;
import io.weir.store.StoreFullException;
import io.weir.store.StoreStep;
import io.weir.store.StoreSteps;
import io.weir.store.StoreVersionException;
import io.weir.store.fault.FaultyFilePath;
import io.weir.store.fault.RecordingFiles;
import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final int LARGE_BYTES = 700_000;
  private static final int VALUE_BYTES = 300_000;

  @TempDir Path folder;

  private final StoreFiles files = StoreFiles.disk();

  @Test
  void shouldReturnValuesAndMetadataInTheirOrder() throws IOException {
    CheckpointStore store = open();
    assertThat(store.openLatest()).isEmpty();
    byte[] large = random(1, LARGE_BYTES);
    try (CheckpointWriter writer = store.begin(42, Map.of("plan", "p1"))) {
      writer.put("zebra", ByteBuffer.wrap(large, 0, 300_000));
      writer.put("zebra", ByteBuffer.wrap(large, 300_000, LARGE_BYTES - 300_000));
      writer.put("empty", ByteBuffer.allocate(0));
      writer.put("ant", text("small"));
      writer.commit();
    }
    try (Checkpoint checkpoint = open().openLatest().orElseThrow()) {
      assertThat(checkpoint.generation()).isEqualTo(1);
      assertThat(checkpoint.logPosition()).isEqualTo(42);
      assertThat(checkpoint.metadata()).isEqualTo(Map.of("plan", "p1"));
      assertThat(checkpoint.names()).containsExactly("zebra", "empty", "ant");
      assertThat(checkpoint.totalBytes()).isEqualTo(LARGE_BYTES + 5);
      assertThat(checkpoint.length("zebra")).isEqualTo(LARGE_BYTES);
      assertThat(checkpoint.stream("zebra").readAllBytes()).isEqualTo(large);
      assertThat(checkpoint.stream("empty").readAllBytes()).isEmpty();
      ByteBuffer joined = ByteBuffer.allocate(LARGE_BYTES);
      checkpoint.read("zebra", joined::put);
      assertThat(joined.array()).isEqualTo(large);
      assertThatThrownBy(() -> checkpoint.length("bee"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'bee'")
          .hasMessageContaining("zebra");
    }
  }

  @Test
  void shouldRefuseAValueInTwoPieces() throws IOException {
    try (CheckpointWriter writer = open().begin(0, Map.of())) {
      writer.put("a", text("1"));
      writer.put("b", text("2"));
      assertThatThrownBy(() -> writer.put("a", text("3")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(files.list(folder)).isEmpty();
  }

  @Test
  void shouldKeepTwoAndLetTheLogBeFreedUpToTheOlder() throws IOException {
    CheckpointStore store = open();
    assertThat(store.oldestUsableLogPosition()).isEmpty();
    write(store, 10);
    assertThat(store.oldestUsableLogPosition()).isEmpty();
    write(store, 20);
    assertThat(store.oldestUsableLogPosition()).isEqualTo(OptionalLong.of(10));
    write(store, 30);
    write(store, 40);
    assertThat(store.oldestUsableLogPosition()).isEqualTo(OptionalLong.of(30));
    assertThat(open().oldestUsableLogPosition()).isEqualTo(OptionalLong.of(30));
    assertThat(checkpoints()).hasSize(2);
  }

  @Test
  void shouldFallBackOnTheOtherWhenAnyByteIsChanged() throws IOException {
    write(open(), 10);
    write(open(), 20);
    Path newest = checkpoints().get(1);
    byte[] good = Files.readAllBytes(newest);
    for (int at = 0; at < good.length; at += 1 + at % 1999) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(newest, bad);
      requireFallBack(10, "checksum");
    }
  }

  @Test
  void shouldFallBackOnTheOtherWhenABlockIsZeroedOrTheFileIsCut() throws IOException {
    write(open(), 10);
    write(open(), 20);
    Path newest = checkpoints().get(1);
    byte[] good = Files.readAllBytes(newest);
    for (int at = 0; at + 4096 <= good.length; at += 4096) {
      byte[] bad = good.clone();
      Arrays.fill(bad, at, at + 4096, (byte) 0);
      if (!Arrays.equals(bad, good)) {
        Files.write(newest, bad);
        requireFallBack(10, "checksum");
      }
      Files.write(newest, Arrays.copyOf(good, at));
      requireFallBack(10, "checksum");
    }
  }

  /** The checksum in the name comes first; here it is made to agree, so that the others must. */
  @Test
  void shouldFindChangedValuesByTheirOwnChecksums() throws IOException {
    write(open(), 10);
    write(open(), 20);
    Path newest = checkpoints().get(1);
    byte[] good = Files.readAllBytes(newest);
    Files.delete(newest);
    Random random = new Random(7);
    int found = 0;
    for (int i = 0; i < 150; i++) {
      int at = random.nextInt(good.length);
      byte[] bad = good.clone();
      if (i % 2 == 0) {
        bad[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        Arrays.fill(bad, at, Math.min(bad.length, at + 4096), (byte) 0);
      }
      CRC32C crc = new CRC32C();
      crc.update(bad);
      Path forged = new CheckpointName(2, (int) crc.getValue()).in(folder);
      Files.write(forged, bad);
      CheckpointStore store = open();
      try (Checkpoint checkpoint = store.openLatest().orElseThrow()) {
        if (checkpoint.generation() == 1) {
          found++;
        } else {
          requireContents(checkpoint, 20);
        }
      }
      Files.delete(forged);
    }
    assertThat(found).as("of 150 changes, seed 7").isGreaterThan(100);
  }

  @Test
  void shouldSayWhatIsWrongWhenNoneIsUsable() throws IOException {
    write(open(), 10);
    write(open(), 20);
    for (Path path : checkpoints()) {
      Files.write(path, new byte[100]);
    }
    assertThatThrownBy(() -> open().openLatest())
        .isInstanceOf(UnusableCheckpointsException.class)
        .hasMessageContaining(checkpoints().get(0).toString())
        .hasMessageContaining(checkpoints().get(1).toString())
        .hasMessageContaining("no checkpoint is usable");
  }

  @Test
  void shouldReplaceTheDamagedOneAndKeepTheUsable() throws IOException {
    write(open(), 10);
    write(open(), 20);
    Files.write(checkpoints().get(1), new byte[100]);
    CheckpointStore store = open();
    write(store, 30);
    assertThat(checkpoints()).hasSize(2);
    assertThat(store.oldestUsableLogPosition()).isEqualTo(OptionalLong.of(10));
    Files.write(checkpoints().get(1), new byte[100]);
    requireFallBack(10, "checksum");
  }

  @Test
  void shouldRefuseAnotherFormatVersionInsteadOfFallingBack() throws IOException {
    write(open(), 10);
    Path path = folder.resolve("made");
    try (MvFile file = MvFile.create("", path, 2)) {
      Manifest manifest = new Manifest(9, 2, 0, 0, 0, Map.of(), Map.of());
      file.put(MvFile.MANIFEST, ByteBuffer.wrap(manifest.encode()));
      file.commit();
    }
    CRC32C crc = new CRC32C();
    crc.update(Files.readAllBytes(path));
    Files.move(path, new CheckpointName(2, (int) crc.getValue()).in(folder));
    assertThatThrownBy(() -> open().openLatest())
        .isInstanceOf(StoreVersionException.class)
        .hasMessageContaining("version 9")
        .hasMessageContaining("version 1");
  }

  @Test
  void shouldLeaveTheOthersAloneWhenAnyWriteFails() throws IOException {
    FaultyFilePath.install();
    write(open(), 10);
    write(open(), 20);
    FaultyFilePath.failAt(-1, "");
    writeBulky(faulty(), 30);
    long operations = FaultyFilePath.operations();
    assertThat(operations).isGreaterThan(8);
    for (long at = 0; at < operations; at++) {
      boolean full = at % 2 == 0;
      FaultyFilePath.failAt(at, full ? "No space left on device" : "Input/output error");
      CheckpointStore store = faulty();
      assertThatThrownBy(() -> writeBulky(store, 40))
          .as("operation " + at)
          .isInstanceOf(full ? StoreFullException.class : IOException.class);
      FaultyFilePath.failAt(-1, "");
      assertThat(files.list(folder)).as("operation " + at).hasSize(2);
      try (Checkpoint checkpoint = store.openLatest().orElseThrow()) {
        requireContents(checkpoint, 30);
      }
      assertThat(store.oldestUsableLogPosition()).isEqualTo(OptionalLong.of(20));
    }
    write(faulty(), 50);
    try (Checkpoint checkpoint = open().openLatest().orElseThrow()) {
      requireContents(checkpoint, 50);
    }
  }

  @Test
  void shouldHaveAUsableOneWhereverTheProcessDies() throws IOException {
    write(open(), 10);
    write(open(), 20);
    for (StoreStep step :
        List.of(
            StoreStep.CHECKPOINT_AFTER_WRITE,
            StoreStep.CHECKPOINT_AFTER_FORCE,
            StoreStep.CHECKPOINT_AFTER_RENAME)) {
      CheckpointStore dying =
          CheckpointStore.open(
              files,
              folder,
              at -> {
                if (at == step) {
                  throw new IllegalStateException("killed at " + at);
                }
              });
      assertThatThrownBy(() -> write(dying, 30)).hasMessage("killed at " + step);
      boolean renamed = step == StoreStep.CHECKPOINT_AFTER_RENAME;
      CheckpointStore store = open();
      try (Checkpoint checkpoint = store.openLatest().orElseThrow()) {
        requireContents(checkpoint, renamed ? 30 : 20);
      }
      assertThat(store.oldestUsableLogPosition()).isEqualTo(OptionalLong.of(10));
    }
    write(open(), 40);
    assertThat(checkpoints()).hasSize(2);
  }

  @Test
  void shouldForceBeforeItRenamesAndDeleteAfterTheFolderIsForced() throws IOException {
    RecordingFiles recording = new RecordingFiles();
    CheckpointStore store = CheckpointStore.open(recording, folder, StoreSteps.NONE);
    write(store, 10);
    write(store, 20);
    String oldest = checkpoints().get(0).getFileName().toString();
    recording.journal().clear();
    write(store, 30);
    String newest = checkpoints().get(1).getFileName().toString();
    assertThat(recording.journal())
        .containsExactly(
            "create unfinished.mv.tmp",
            "force unfinished.mv.tmp",
            "rename " + newest,
            "forceFolder " + folder.getFileName(),
            "delete " + oldest);
  }

  @Test
  void shouldLeaveNoThreadBehind() throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    CheckpointStore store = open();
    try (CheckpointWriter writer = store.begin(1, Map.of())) {
      writer.put("a", ByteBuffer.wrap(random(3, LARGE_BYTES)));
      assertThat(newThreads(before)).as("while writing").isEmpty();
      writer.commit();
    }
    try (Checkpoint checkpoint = store.openLatest().orElseThrow()) {
      assertThat(checkpoint.length("a")).isEqualTo(LARGE_BYTES);
      assertThat(newThreads(before)).as("while reading").isEmpty();
    }
    assertThat(newThreads(before)).isEmpty();
  }

  @Test
  void shouldWriteAndReadFarMoreThanTheHeapHolds() throws Exception {
    try (ChildJvm child = ChildJvm.start("24m", LargeCheckpoint.class, folder.toString())) {
      assertThat(child.line()).isEqualTo("read " + LargeCheckpoint.BYTES);
      assertThat(child.await()).isZero();
    }
    assertThat(open().bytesOnDisk())
        .as("little more than the values")
        .isBetween(LargeCheckpoint.BYTES, LargeCheckpoint.BYTES * 103 / 100);
  }

  @Test
  void shouldTakeLittleRoomForLittle() throws IOException {
    CheckpointStore store = open();
    try (CheckpointWriter writer = store.begin(1, Map.of())) {
      writer.put("a", text("small"));
      writer.commit();
    }
    assertThat(store.bytesOnDisk()).isLessThanOrEqualTo(32 << 10);
  }

  private static List<String> newThreads(Set<Thread> before) {
    List<String> names = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread)) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  private void requireFallBack(long logPosition, String reason) throws IOException {
    CheckpointStore store = open();
    try (Checkpoint checkpoint = store.openLatest().orElseThrow()) {
      requireContents(checkpoint, logPosition);
    }
    CheckpointVerdict verdict = store.verdicts().get(0);
    assertThat(verdict.usable()).isFalse();
    assertThat(verdict.reason()).contains(reason);
  }

  private static void write(CheckpointStore store, long logPosition) throws IOException {
    try (CheckpointWriter writer = store.begin(logPosition, Map.of("at", "" + logPosition))) {
      writer.put("one", text("value at " + logPosition));
      writer.put("two", ByteBuffer.wrap(random(logPosition, VALUE_BYTES)));
      writer.commit();
    }
  }

  /** The same and as much more as takes several commits of MVStore. */
  private static void writeBulky(CheckpointStore store, long logPosition) throws IOException {
    try (CheckpointWriter writer = store.begin(logPosition, Map.of("at", "" + logPosition))) {
      writer.put("bulk", ByteBuffer.allocate(6 << 20));
      writer.put("one", text("value at " + logPosition));
      writer.put("two", ByteBuffer.wrap(random(logPosition, VALUE_BYTES)));
      writer.commit();
    }
  }

  private static void requireContents(Checkpoint checkpoint, long logPosition) throws IOException {
    assertThat(checkpoint.logPosition()).isEqualTo(logPosition);
    assertThat(checkpoint.metadata()).isEqualTo(Map.of("at", "" + logPosition));
    assertThat(checkpoint.stream("one").readAllBytes())
        .isEqualTo(("value at " + logPosition).getBytes(StandardCharsets.UTF_8));
    assertThat(checkpoint.stream("two").readAllBytes()).isEqualTo(random(logPosition, VALUE_BYTES));
  }

  private CheckpointStore open() throws IOException {
    return CheckpointStore.open(files, folder, StoreSteps.NONE);
  }

  private CheckpointStore faulty() throws IOException {
    return CheckpointStore.open(files, folder, StoreSteps.NONE, FaultyFilePath.SCHEME);
  }

  private List<Path> checkpoints() throws IOException {
    return files.list(folder).stream().filter(path -> CheckpointName.of(path) != null).toList();
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
