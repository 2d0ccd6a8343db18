package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.run.PipelineStatus;
import io.weir.pipeline.DeclaredPipeline.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  @Test
  void shouldLeaveAPipelineToWhatDeclaredItFirst() throws Exception {
    Path file = Files.writeString(deploy.resolve("z.yaml"), PIPELINE.formatted("a"));
    lookTwice();
    DeclaredPipeline brought = declared(State.PRESENT, PIPELINE.formatted("a") + "version: 2.0.0");
    lookTwice(brought);
    Path other = deploy.resolve("bundle~a");
    assertThat(pipelines.origins()).isEqualTo(Map.of("a", file));
    assertThat(pipelines.problems().get(other))
        .contains("found pipeline a, which z.yaml declares too, and did before");
    reopen();
    lookTwice(brought);
    assertThat(pipelines.origins()).as("after a restart").isEqualTo(Map.of("a", file));

    Files.delete(file);
    lookTwice(brought);
    lookTwice(brought);
    assertThat(pipelines.origins()).isEqualTo(Map.of("a", other));
    assertThat(pipelines.problems()).isEmpty();
    assertThat(Objects.requireNonNull(gateway.status("a")).version()).isEqualTo("2.0.0");
  }

  @Test
  void shouldLetTwoFilesExchangeTheirPipelines() throws Exception {
    Path first = Files.writeString(deploy.resolve("1.yaml"), PIPELINE.formatted("a"));
    Path second = Files.writeString(deploy.resolve("2.yaml"), PIPELINE.formatted("b"));
    lookTwice();
    Files.writeString(first, PIPELINE.formatted("b") + "# changed");
    Files.writeString(second, PIPELINE.formatted("a") + "# changed");
    lookTwice();
    assertThat(pipelines.origins()).isEqualTo(Map.of("b", first, "a", second));
    assertThat(pipelines.problems()).isEmpty();
  }

  @Test
  void shouldStopWhatIsAbsentAndRemoveWhatIsGone() throws Exception {
    DeclaredPipeline brought = declared(State.PRESENT, PIPELINE.formatted("a"));
    lookTwice(brought);
    assertThat(state()).isEqualTo(PipelineStatus.State.RUNNING);

    DeclaredPipeline absent = declared(State.ABSENT, "the bundle is stopped");
    lookTwice(absent);
    lookTwice(absent);
    assertThat(state()).isEqualTo(PipelineStatus.State.WAITING);
    assertThat(Objects.requireNonNull(gateway.status("a")).message()).contains("is stopped");
    assertThat(pipelines.problems()).isEmpty();
    assertThat(data.resolve("pipelines/a/journal")).exists();
    reopen();
    lookTwice();
    lookTwice();
    assertThat(data.resolve("pipelines/a/journal")).as("not seen since the start").exists();

    lookTwice(brought);
    assertThat(state()).isEqualTo(PipelineStatus.State.RUNNING);
    lookTwice();
    lookTwice();
    assertThat(gateway.status("a")).isNull();
    assertThat(data.resolve("pipelines/a")).doesNotExist();
  }

  @Test
  void shouldLetTheLastGoodVersionGoOnWhereWhatBringsItFails() throws Exception {
    lookTwice(declared(State.BROKEN, "it failed"));
    assertThat(gateway.status("a")).isNull();
    lookTwice(declared(State.PRESENT, PIPELINE.formatted("a")));
    lookTwice(declared(State.BROKEN, "it failed again"));
    assertThat(state()).isEqualTo(PipelineStatus.State.RUNNING);
    assertThat(pipelines.problems().get(deploy.resolve("bundle~a")))
        .isEqualTo("it failed again\nThe last good version of a goes on.");
  }

  private PipelineStatus.State state() {
    return Objects.requireNonNull(gateway.status("a")).state();
  }

  private void reopen() throws IOException {
    gateway.close();
    gateway = Gateway.open(data);
    pipelines = new DeployFolder(deploy, gateway);
  }

  private void lookTwice(DeclaredPipeline declared) throws Exception {
    pipelines.reconcile(types, List.of(declared));
    pipelines.reconcile(types, List.of(declared));
  }

  private static DeclaredPipeline declared(State state, String text) {
    return new DeclaredPipeline("bundle~a", state, text);
  }
}
