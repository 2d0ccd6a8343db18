package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.connectors.memory.MemorySinkType;
import io.weir.engine.run.PipelineStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static final String PIPELINE =
      """
      pipeline: counts
      commit: 0ms
      sources:
        s:
          type: file
          path: in.jsonl
          follow: true
          interval: 5ms
          schema: {k: string, t: timestamp, v: long}
          event-time: t
      queries:
        sums:
          sql: "SELECT window.start, k, sum(v) AS v FROM s GROUP BY window(t, '10 seconds'), k"
          trigger: 0ms
      sinks:
        out: {type: memory, from: sums, id: none}
      """;

  @TempDir Path folder;
  private final MemorySinkType memory = new MemorySinkType();
  private final TypeRegistry types =
      TypeRegistry.builder().sink(memory).services(GatewayTest.class.getClassLoader()).build();

  @Test
  void shouldRunInAProgramOfADozenLines() throws Exception {
    write(record("a", 1, 5), record("a", 2, 6), record("b", 12, 1));
    Files.writeString(folder.resolve("counts.yaml"), PIPELINE);

    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      Path file = folder.resolve("counts.yaml");
      gateway.start(PipelineFile.read(file, types, gateway.variables()), types);
      List<Map<String, @Nullable Object>> rows = memory.await("out", 1, LONG);

      assertThat(rows).singleElement().satisfies(row -> assertThat(row).containsEntry("v", 11L));
    }
  }

  @Test
  void shouldKeepTheStateOfAnUnchangedQueryOverAnUpdate() throws Exception {
    write(record("a", 1, 5));
    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      assertThat(start(gateway, PIPELINE)).isEmpty();
      awaitRecords(gateway, 1);
      String updated = PIPELINE + "  more: {type: memory, from: sums}\n";
      assertThat(start(gateway, updated)).isEmpty();
      write(record("a", 2, 6), record("a", 15, 0));

      assertThat(memory.await("more", 1, LONG).get(0))
          .containsEntry("v", 11L)
          .containsEntry("_id", gateway.id() + "/1/counts/more/1");
    }
  }

  @Test
  void shouldGoOnAfterARestart() throws Exception {
    write(record("a", 1, 5));
    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      start(gateway, PIPELINE);
      awaitRecords(gateway, 1);
    }
    write(record("a", 2, 6), record("a", 15, 0));
    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      start(gateway, PIPELINE);

      assertThat(memory.await("out", 1, LONG).get(0)).containsEntry("v", 11L);
    }
  }

  @Test
  void shouldBeginAnewAfterARemoval() throws Exception {
    write(record("a", 1, 5));
    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      start(gateway, PIPELINE);
      awaitRecords(gateway, 1);
      gateway.remove("counts");
      assertThat(gateway.status()).isEmpty();
      assertThat(gateway.known()).isEmpty();
      write(record("a", 15, 0));
      start(gateway, PIPELINE);

      assertThat(memory.await("out", 1, LONG).get(0)).containsEntry("v", 5L);
    }
  }

  @Test
  void shouldKeepADataFolderToOneGateway() throws Exception {
    try (Gateway first = Gateway.open(folder.resolve("data"))) {
      assertThatThrownBy(() -> Gateway.open(folder.resolve("data")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      assertThat(first.id()).isNotEmpty();
    }
  }

  @Test
  void shouldMakeWhatRunsEqualToAFolder() throws Exception {
    Path deploy = Files.createDirectory(folder.resolve("deploy"));
    Files.writeString(folder.resolve("deploy/in.jsonl"), record("a", 1, 5) + "\n");
    Path file = Files.writeString(deploy.resolve("counts.yaml"), PIPELINE);
    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      DeployFolder deployed = new DeployFolder(deploy, gateway);
      settle(deployed);
      assertThat(gateway.status("counts")).isNotNull();

      Files.writeString(file, PIPELINE.replace("sum(v)", "summ(v)").replace("k, s", "j, s"));
      settle(deployed);
      assertThat(deployed.problems().get(file)).contains("counts.yaml:").contains("goes on");
      assertThat(running(gateway)).isTrue();

      Path copy = Files.writeString(deploy.resolve("other.yaml"), PIPELINE);
      Files.writeString(file, PIPELINE);
      settle(deployed);
      assertThat(deployed.problems().get(copy)).contains("declares too");
      assertThat(running(gateway)).isTrue();

      Files.delete(copy);
      Files.delete(file);
      settle(deployed);
      assertThat(gateway.status()).isEmpty();
    }
  }

  private boolean running(Gateway gateway) {
    PipelineStatus status = gateway.status("counts");
    return status != null
        && (status.state() == PipelineStatus.State.RUNNING
            || status.state() == PipelineStatus.State.STARTING);
  }

  private void settle(DeployFolder deployed) throws Exception {
    while (!deployed.reconcile(types)) {
      Thread.onSpinWait();
    }
    assertThat(deployed.reconcile(types)).isTrue();
  }

  private List<String> start(Gateway gateway, String yaml) throws Exception {
    Pipeline pipeline = PipelineFile.read("counts.yaml", yaml, folder, types, gateway.variables());
    return gateway.start(pipeline, types);
  }

  /** Waits until records have been received, by the status that users see. */
  private static void awaitRecords(Gateway gateway, long count) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (accepted(gateway) < count) {
      assertThat(System.nanoTime()).as("time to receive %d records", count).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static long accepted(Gateway gateway) {
    PipelineStatus status = gateway.status("counts");
    return status == null
        ? 0
        : status.sources().stream()
            .mapToLong(s -> s.fates().getOrDefault(io.weir.api.Fate.ACCEPTED, 0L))
            .sum();
  }

  private void write(String... records) throws IOException {
    Files.write(
        folder.resolve("in.jsonl"),
        List.of(records),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String record(String key, int second, long value) {
    return "{\"k\":\"%s\",\"t\":%d,\"v\":%d}".formatted(key, second * 1000, value);
  }
}
