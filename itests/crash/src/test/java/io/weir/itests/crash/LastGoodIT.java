package io.weir.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline file that was broken while the gateway ran, and what a restart makes of it. */
class LastGoodIT {

  private static final String PIPELINE =
      SmallRun.PIPELINE
          .replace("path: in.jsonl", "path: in.jsonl\n    follow: true")
          .replace("path: out.jsonl, format: json", "path: out.jsonl, format: json, id: none");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldGoOnWithTheLastGoodVersionAfterARestart(boolean killed)
      throws IOException, InterruptedException {
    Path deploy = Files.createDirectories(folder.resolve("deploy"));
    Path out = deploy.resolve("out.jsonl");
    Files.writeString(deploy.resolve("in.jsonl"), SmallRun.INPUT);
    Files.writeString(deploy.resolve("priorities.csv"), SmallRun.TABLE);
    Files.writeString(deploy.resolve("small.yaml"), PIPELINE);
    try (InstalledGateway gateway = InstalledGateway.start("felix", folder)) {
      await(gateway, () -> lines(out).equals(SmallRun.ROWS.subList(0, 1)));
      Files.writeString(deploy.resolve("small.yaml"), PIPELINE.replace("max(temp)", "max(tmep)"));
      await(gateway, () -> gateway.lastOutput().contains("did you mean temp?"));
      if (killed) {
        gateway.kill();
      } else {
        assertThat(gateway.stop()).isIn(0, 143);
        assertThat(gateway.lastOutput()).as("the log tells the end").endsWith(": stopped");
      }
    }
    Files.writeString(
        deploy.resolve("in.jsonl"),
        "{\"device\": \"a\", \"ts\": 30000, \"temp\": 1}\n",
        StandardOpenOption.APPEND);
    try (InstalledGateway gateway = InstalledGateway.start("felix", folder)) {
      // The second window holds a record from before the restart.
      await(gateway, () -> lines(out).equals(SmallRun.ROWS));
      assertThat(gateway.stop()).isIn(0, 143);
      assertThat(gateway.lastOutput()).as("the log tells the end").endsWith(": stopped");
    }
  }

  private static void await(InstalledGateway gateway, Condition condition)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(gateway.lives(50)).as(gateway.lastOutput()).isTrue();
      assertThat(System.nanoTime() - until).as(gateway.lastOutput()).isNegative();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }
}
