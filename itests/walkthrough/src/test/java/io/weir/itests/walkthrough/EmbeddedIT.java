package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.embedded.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of README.md that embeds a gateway, in a process of its own. */
class EmbeddedIT {

  @TempDir private Path folder;

  @Test
  void shouldRunThePipelineUntilEnterIsTyped() throws Exception {
    Files.copy(Path.of("src/test/pipeline/beat.yaml"), folder.resolve("beat.yaml"));
    try (RunningProcess program =
        RunningProcess.start(
            folder,
            Map.of(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName())) {
      assertThat(program.await(line -> line.contains("\"value\":4,"))).contains("_id");
      program.type("");
      assertThat(program.awaitExit()).isZero();
    }
    assertThat(folder.resolve("data/gateway-id")).exists();
  }
}
