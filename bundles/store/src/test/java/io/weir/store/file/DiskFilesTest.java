package io.weir.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
  @TempDir Path folder;

  private final StoreFiles files = StoreFiles.disk();

  @Test
  void shouldWorkOnInAnInterruptedThread() throws IOException {
    try (StoreFile file = files.create(folder.resolve("file"))) {
      Thread.currentThread().interrupt();
      file.write(text("hello"), 0);
      file.force();
      files.forceFolder(folder);
      ByteBuffer read = ByteBuffer.allocate(10);
      assertThat(file.read(read, 0)).isEqualTo(5);
      assertThat(file.size()).isEqualTo(5);
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
  }

  @Test
  void shouldSurviveInterruptionsInTheMiddleOfWrites() throws Exception {
    int rounds = 50;
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (StoreFile file = files.create(folder.resolve("file"))) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < rounds; i++) {
                    file.write(ByteBuffer.allocateDirect(64 << 10).putInt(0, i), i * 65536L);
                    file.force();
                  }
                } catch (IOException | RuntimeException e) {
                  failure.set(e);
                } finally {
                  done.set(true);
                }
              });
      writer.start();
      while (!done.get()) {
        writer.interrupt();
        Thread.onSpinWait();
      }
      writer.join();
      assertThat(failure.get()).isNull();
      for (int i = 0; i < rounds; i++) {
        ByteBuffer read = ByteBuffer.allocate(4);
        file.read(read, i * 65536L);
        assertThat(read.getInt(0)).isEqualTo(i);
      }
    }
  }

  @Test
  void shouldTellAFullDiskFromOtherFailures() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    try (StoreFile file = files.open(full)) {
      assertThatThrownBy(() -> file.write(text("x"), 0)).isInstanceOf(NoSpaceException.class);
    }
    IOException other = new IOException("Input/output error");
    assertThat(DiskSpace.explain(other, folder.resolve("file"))).isSameAs(other);
  }

  @Test
  void shouldCreateForTheOwnerOnly() throws IOException {
    Path sub = folder.resolve("a").resolve("b");
    files.createFolder(sub);
    files.createFolder(sub);
    files.create(sub.resolve("file")).close();
    assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(sub)).isEqualTo("rwx------");
    assertThat(permissions(sub.resolve("file"))).isEqualTo("rw-------");
  }

  @Test
  void shouldRenameOverAndListSorted() throws IOException {
    files.create(folder.resolve("b")).close();
    files.create(folder.resolve("a")).close();
    assertThat(files.list(folder)).containsExactly(folder.resolve("a"), folder.resolve("b"));
    files.rename(folder.resolve("b"), folder.resolve("a"));
    assertThat(files.list(folder)).containsExactly(folder.resolve("a"));
    files.delete(folder.resolve("a"));
    files.delete(folder.resolve("a"));
    assertThatThrownBy(() -> files.open(folder.resolve("a")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldReplaceSmallFilesWhole() throws IOException {
    Path path = folder.resolve("line");
    assertThat(SmallFile.read(files, path)).isNull();
    SmallFile.write(files, path, "a longer line");
    SmallFile.write(files, path, "short");
    assertThat(SmallFile.read(files, path)).isEqualTo("short");
    assertThat(files.list(folder)).hasSize(1);
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
