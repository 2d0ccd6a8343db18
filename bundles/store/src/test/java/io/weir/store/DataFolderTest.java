package io.weir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.store.file.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void shouldMakeTheGatewayIdOnce() throws IOException {
    String id;
    try (DataFolder folder = open()) {
      id = folder.gatewayId();
      assertThat(id).matches("gw-[2-9a-z]{10}");
    }
    try (DataFolder folder = open()) {
      assertThat(folder.gatewayId()).isEqualTo(id);
    }
  }

  @Test
  void shouldKeepTheIdThatItIsGiven() throws IOException {
    DataFolder.open(StoreFiles.disk(), root(), "edge-17").close();
    try (DataFolder folder = open()) {
      assertThat(folder.gatewayId()).isEqualTo("edge-17");
    }
    try (DataFolder folder = DataFolder.open(StoreFiles.disk(), root(), "edge-18")) {
      assertThat(folder.gatewayId()).isEqualTo("edge-18");
    }
  }

  @Test
  void shouldNeverGiveOutAnEpochTwice() throws IOException {
    try (DataFolder folder = open()) {
      assertThat(folder.nextEpoch()).isEqualTo(1);
      assertThat(folder.nextEpoch()).isEqualTo(2);
    }
    try (DataFolder folder = open()) {
      folder.deletePipeline("any");
      assertThat(folder.nextEpoch()).isEqualTo(3);
    }
    Files.writeString(root().resolve("epoch"), "nonsense");
    try (DataFolder folder = open()) {
      assertThatThrownBy(folder::nextEpoch)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("'nonsense'")
          .hasMessageContaining("a number");
    }
  }

  @Test
  void shouldRefuseAnotherVersion() throws IOException {
    open().close();
    Files.writeString(root().resolve("format"), "weir-data 7\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreVersionException.class)
        .hasMessageContaining(root().toString())
        .hasMessageContaining("version 7")
        .hasMessageContaining("version 1");
    Files.writeString(root().resolve("format"), "weir-data 1\n");
    open().close();
  }

  @Test
  void shouldRefuseDataWithoutAVersion() throws IOException {
    try (DataFolder folder = open()) {
      folder.pipeline("hot");
    }
    Files.delete(root().resolve("format"));
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("format is missing");
  }

  @Test
  void shouldLetOnlyTheOwnerIn() throws IOException {
    Files.createDirectory(
        root(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (DataFolder folder = open()) {
      assertThat(permissions(root())).isEqualTo("rwx------");
      assertThat(permissions(folder.pipeline("hot"))).isEqualTo("rwx------");
      assertThat(permissions(root().resolve("gateway-id"))).isEqualTo("rw-------");
    }
  }

  @Test
  void shouldKeepAFolderForEachPipeline() throws IOException {
    try (DataFolder folder = open()) {
      Path hot = folder.pipeline("hot");
      Files.writeString(Files.createDirectory(hot.resolve("journal")).resolve("file"), "12345");
      folder.pipeline("cold");
      assertThat(folder.pipelines()).containsExactly("cold", "hot");
      assertThat(folder.bytesUsed("hot")).isEqualTo(5);
      assertThat(folder.bytesUsed()).isGreaterThan(5);
      assertThatThrownBy(() -> folder.pipeline("../hot"))
          .isInstanceOf(IllegalArgumentException.class);

      folder.deletePipeline("hot");
      assertThat(folder.pipelines()).containsExactly("cold");
      assertThat(Files.exists(hot)).isFalse();
      assertThat(folder.pipeline("hot")).isEmptyDirectory();
    }
  }

  @Test
  void shouldFinishADeletionThatWasInterrupted() throws IOException {
    open().close();
    Path left = root().resolve("removed").resolve("hot.0").resolve("journal");
    Files.createDirectories(left);
    Files.writeString(left.resolve("file"), "x");
    open().close();
    assertThat(root().resolve("removed")).doesNotExist();
  }

  @Test
  void shouldBeLockedInOneProcess() throws IOException {
    try (DataFolder folder = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining("this very process");
      assertThatThrownBy(this::open).isInstanceOf(FolderInUseException.class);
      assertThat(folder.path()).isDirectory();
    }
    open().close();
  }

  @Test
  void shouldBeLockedAgainstALivingProcessButNotByAKilledOne() throws Exception {
    try (ChildJvm child = ChildJvm.start("32m", LockHolder.class, root().toString())) {
      String id = child.line();
      assertThat(id).startsWith("gw-");
      assertThatThrownBy(this::open)
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining("process " + child.pid())
          .hasMessageContaining("Stop that gateway");
      child.kill();
      try (DataFolder folder = open()) {
        assertThat(folder.gatewayId()).isEqualTo(id);
        assertThatThrownBy(this::open).isInstanceOf(FolderInUseException.class);
        try (ChildJvm second = ChildJvm.start("32m", LockHolder.class, root().toString())) {
          assertThat(second.line()).contains("FolderInUseException");
        }
      }
    }
  }

  private DataFolder open() throws IOException {
    return DataFolder.open(StoreFiles.disk(), root(), null);
  }

  private Path root() {
    return temp.resolve("data");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
