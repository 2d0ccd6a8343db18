package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault of one file stays with it. */
class DeployFolderTest {

  private static final String PIPELINE =
      """
      pipeline: %s
      sources: {readings: {type: mqtt, url: "tcp://127.0.0.1:1", topic: t, schema: {n: long}}}
      queries: {all: {sql: SELECT n FROM readings}}
      sinks: {up: {type: mqtt, from: all, url: "tcp://127.0.0.1:1", topic: u}}
      """;

  @TempDir Path folder;

  private Path deploy = Path.of("");
  private Path data = Path.of("");
  private Gateway gateway;
  private DeployFolder pipelines;
  private final TypeRegistry types = TestTypes.registry();

  @BeforeEach
  void open() throws IOException {
    deploy = Files.createDirectory(folder.resolve("deploy"));
    data = folder.resolve("data");
    gateway = Gateway.open(data);
    pipelines = new DeployFolder(deploy, gateway);
  }

  @AfterEach
  void close() throws IOException {
    gateway.close();
  }

  private void lookTwice() throws Exception {
    pipelines.reconcile(types);
    pipelines.reconcile(types);
  }

  @Test
  void shouldStartTheOthersBesideALinkThatLeadsNowhere() throws Exception {
    Path lost = Files.createSymbolicLink(deploy.resolve("a.yaml"), folder.resolve("nowhere"));
    Files.writeString(deploy.resolve("b.yaml"), PIPELINE.formatted("b"));
    lookTwice();
    assertThat(gateway.status("b")).isNotNull();
    assertThat(pipelines.problems().get(lost)).contains("a.yaml", "cannot be read");

    Files.delete(lost);
    pipelines.reconcile(types);
    assertThat(pipelines.problems()).isEmpty();
  }

  @Test
  void shouldTryAgainWhatCouldNotBeStarted() throws Exception {
    Path obstacle = Files.writeString(data.resolve("epoch"), "nonsense");
    Path file = Files.writeString(deploy.resolve("a.yaml"), PIPELINE.formatted("a"));
    lookTwice();
    assertThat(gateway.status("a")).isNull();
    assertThat(pipelines.problems().get(file)).contains("'nonsense'", "trying again");

    Files.delete(obstacle);
    pipelines.reconcile(types);
    assertThat(gateway.status("a")).isNotNull();
    assertThat(pipelines.problems()).isEmpty();
  }

  @Test
  void shouldShowWhyAnUpdateWasRefused() throws Exception {
    Path file = Files.writeString(deploy.resolve("a.yaml"), PIPELINE.formatted("a"));
    lookTwice();
    Path obstacle = Files.createFile(data.resolve("pipelines/a/outbox/more"));
    String update =
        PIPELINE.formatted("a").replace("sinks: {", "sinks: {more: {type: memory, from: all}, ");
    Files.writeString(file, update);
    lookTwice();
    assertThat(pipelines.problems().get(file)).contains("refused", "goes on", "again");
    assertThat(sinks()).isEqualTo(1);

    Files.delete(obstacle);
    Files.writeString(file, update + "# saved again\n");
    lookTwice();
    assertThat(pipelines.problems()).isEmpty();
    assertThat(sinks()).isEqualTo(2);
  }

  private int sinks() {
    return Objects.requireNonNull(gateway.status("a")).sinks().size();
  }

  @Test
  void shouldKeepTheDataOfAPipelineThatDidNotStartAtOnceOverARestart() throws Exception {
    Path obstacle = Files.createDirectories(data.resolve("pipelines/a"));
    obstacle = Files.createFile(obstacle.resolve("journal"));
    Path file = Files.writeString(deploy.resolve("a.yaml"), PIPELINE.formatted("a"));
    lookTwice();
    assertThat(gateway.status("a")).isNotNull();

    gateway.close();
    gateway = Gateway.open(data);
    pipelines = new DeployFolder(deploy, gateway);
    Files.writeString(file, "not: a pipeline");
    lookTwice();
    assertThat(obstacle).exists();
  }
}
