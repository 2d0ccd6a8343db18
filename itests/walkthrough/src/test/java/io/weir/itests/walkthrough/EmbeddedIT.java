package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.embedded.BeatInJava;
import com.example.embedded.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of README.md that embed a gateway, each in a process of its own. */
class EmbeddedIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(classes = {Main.class, BeatInJava.class})
  void shouldRunThePipelineUntilEnterIsTyped(Class<?> main) throws Exception {
    Files.copy(Path.of("src/test/pipeline/beat.yaml"), folder.resolve("beat.yaml"));
    try (RunningProcess program =
        RunningProcess.start(
            folder,
            Map.of(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName())) {
      assertThat(program.await(line -> line.contains("\"value\":4,"))).contains("_id");
      program.type("");
      assertThat(program.awaitExit()).isZero();
    }
    assertThat(folder.resolve("data/gateway-id")).exists();
  }
}
