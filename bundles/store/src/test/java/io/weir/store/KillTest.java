package io.weir.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a real process that commits and checkpoints. */
class KillTest {
  private static final int KILLS = 6;
  private static final long SEED = 20261120;

  @TempDir Path folder;

  @Test
  void shouldHoldAllThatAKilledProcessSaidWasDurable() throws Exception {
    Random random = new Random(SEED);
    int said = -1;
    for (int kill = 0; kill < KILLS; kill++) {
      try (ChildJvm child = ChildJvm.start("32m", CommitLoop.class, folder.toString())) {
        int lines = 1 + random.nextInt(250);
        for (int i = 0; i < lines; i++) {
          String line = child.line();
          assertThat(line).as("seed %d, kill %d", SEED, kill).isEqualTo("" + (said + 1));
          said++;
        }
        List<String> rest = child.kill();
        said += rest.size();
      }
      CommitLoop recovered = CommitLoop.recover(folder);
      assertThat(recovered.next())
          .as("seed %d, kill %d: all said, and at most the one commit more", SEED, kill)
          .isBetween(said + 1, said + 2);
      said = recovered.next() - 1;
      recovered.close();
    }
  }
}
