package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A walk-through whose process ends too early must say so at once, with what it printed. */
class RunningProcessIT {

  @TempDir Path folder;

  @Test
  @Timeout(30)
  void shouldNotWaitForALineOfAProcessThatHasEnded() throws Exception {
    try (RunningProcess process =
        RunningProcess.start(folder, Map.of(), "sh", "-c", "echo one; echo two; exit 3")) {
      assertThat(process.await("one"::equals)).isEqualTo("one");
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> process.await("three"::equals))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("ended with status 3")
            .hasMessageContaining("one\ntwo");
      }
    }
  }
}
