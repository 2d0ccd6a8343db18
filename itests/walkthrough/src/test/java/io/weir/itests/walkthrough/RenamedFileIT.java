package io.weir.itests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.pipeline.DeployFolder;
import io.weir.pipeline.Gateway;
import io.weir.pipeline.TypeRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operations.md says of files that move. */
class RenamedFileIT {

  @TempDir private Path folder;

  @Test
  void shouldKeepAPipelineWhoseFileIsRenamedOrGoneForAMoment() throws Exception {
    Path deploy = Files.createDirectory(folder.resolve("deploy"));
    Path file = deploy.resolve("beat.yaml");
    String text =
        Files.readString(Path.of("src/test/pipeline/beat.yaml"))
            .replace("type: console, style: lines", "type: memory");
    Files.writeString(file, text);
    TypeRegistry types = TypeRegistry.load();
    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      DeployFolder pipelines = new DeployFolder(deploy, gateway);
      settle(pipelines, types);
      assertThat(gateway.known()).containsKey("beat");

      Path renamed = Files.move(file, deploy.resolve("renamed.yaml"));
      settle(pipelines, types);
      assertThat(gateway.known()).containsKey("beat");

      Files.delete(renamed);
      assertThat(pipelines.reconcile(types)).as("it looks once more").isFalse();
      assertThat(gateway.known()).containsKey("beat");
      Files.writeString(renamed, text);
      settle(pipelines, types);
      assertThat(gateway.known()).containsKey("beat");

      Files.delete(renamed);
      settle(pipelines, types);
      assertThat(gateway.known()).isEmpty();
    }
  }

  private static void settle(DeployFolder pipelines, TypeRegistry types) throws Exception {
    for (int look = 0; look < 10; look++) {
      if (pipelines.reconcile(types)) {
        return;
      }
    }
    throw new AssertionError("the folder does not come to rest");
  }
}
