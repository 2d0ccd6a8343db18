package io.weir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
  @TempDir Path folder;

  @Test
  void shouldAskForACheckpointBeforeTheLogIsFull() {
    LogQuota quota = new LogQuota(16, 64);
    assertThat(quota.judge(15, 63)).isEqualTo(LogQuota.State.FITS);
    assertThat(quota.judge(16, 63)).isEqualTo(LogQuota.State.CHECKPOINT_WANTED);
    assertThat(quota.judge(0, 64)).isEqualTo(LogQuota.State.FULL);
    assertThatThrownBy(() -> new LogQuota(64, 16)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogQuota(0, 16)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldCountTheBytesOfAllFiles() throws IOException {
    assertThat(FolderUsage.bytes(folder.resolve("missing"))).isZero();
    Files.write(folder.resolve("a"), new byte[10]);
    Files.write(Files.createDirectory(folder.resolve("b")).resolve("c"), new byte[100]);
    assertThat(FolderUsage.bytes(folder)).isEqualTo(110);
    assertThat(FolderUsage.freeBytes(folder)).isPositive();
  }
}
