package io.weir.itests.walkthrough;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk-through of README.md: a bundle of one's own in a real gateway. */
class OwnBundleIT {

  private static final String DEW = "{\"celsius\":21.5,\"dew\":15.0}";

  @TempDir private Path folder;

  private Path home = Path.of("");
  private Path pipeline = Path.of("");

  @BeforeEach
  void makeGateway() throws IOException {
    home = folder.resolve("weir");
    Repository.copy(Repository.DISTRIBUTION, home);
    assertThat(home.resolve("bin/weir").toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("climate.json"), "{\"celsius\": 21.5, \"percent\": 66.4}");
    String text =
        Files.readString(
            Repository.ROOT.resolve("itests/own-bundle/src/main/pipeline/greenhouse.yaml"));
    assertThat(text).contains("/tmp/greenhouse/");
    pipeline = folder.resolve("greenhouse.yaml");
    Files.writeString(pipeline, text.replace("/tmp/greenhouse", folder.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"felix", "equinox"})
  void shouldShowTheDewPointOnThePanel(String framework) throws Exception {
    try (RunningProcess gateway =
        RunningProcess.start(
            home,
            Map.of(),
            home.resolve("bin/weir").toString(),
            "start",
            "--framework",
            framework)) {
      Files.copy(Repository.OWN_BUNDLE, home.resolve("deploy/greenhouse.jar"));
      Files.copy(pipeline, home.resolve("deploy/greenhouse.yaml"));
      gateway.await(line -> line.contains("Pipeline greenhouse: started"));
      assertThat(withoutId(awaitFile(folder.resolve("panel.json")))).isEqualTo(DEW);
      gateway.terminate();
      gateway.awaitExit();
    }
  }

  @Test
  void shouldCheckThePipelineWithTheBundle() throws Exception {
    Path bundles = Files.createDirectory(folder.resolve("jars"));
    Files.copy(Repository.OWN_BUNDLE, bundles.resolve("greenhouse.jar"));
    try (RunningProcess check =
        RunningProcess.start(
            folder,
            Map.of(),
            home.resolve("bin/weir").toString(),
            "check",
            pipeline.toString(),
            "--bundles",
            bundles.toString())) {
      assertThat(check.await(line -> line.startsWith("ok"))).contains("greenhouse");
      assertThat(check.awaitExit()).isZero();
    }
  }

  private static String awaitFile(Path file) throws IOException, InterruptedException {
    try (WatchService watch = file.getFileSystem().newWatchService()) {
      Path folder = file.toAbsolutePath().getParent();
      assertThat(folder).isNotNull();
      folder.register(watch, ENTRY_CREATE, ENTRY_MODIFY);
      while (!Files.exists(file)) {
        WatchKey key = watch.poll(60, TimeUnit.SECONDS);
        assertThat(key).as("%s did not appear", file).isNotNull();
        key.reset();
      }
    }
    return Files.readString(file);
  }

  /** Without the delivery identity, which differs from gateway to gateway. */
  private static String withoutId(String row) {
    return row.replaceFirst(",\"_id\":\"[^\"]*\"", "");
  }
}
