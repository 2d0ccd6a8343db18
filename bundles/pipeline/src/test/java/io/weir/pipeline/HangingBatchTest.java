package io.weir.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import io.weir.connectors.memory.MemorySinkType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that does not end while its pipeline is to stop. */
class HangingBatchTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static final String PIPELINE =
      """
      pipeline: p
      commit: 0ms
      sources:
        s: {type: file, path: in.jsonl, follow: true, interval: 5ms, schema: {v: long}}
      queries:
        q: {sql: "SELECT slow(v) AS v FROM s", trigger: 0ms}
      sinks:
        out: {type: memory, from: q, id: none}
      """;

  @TempDir Path folder;
  private final MemorySinkType memory = new MemorySinkType();

  @Test
  void shouldDiscardTheBatchAndComputeItAnew() throws Exception {
    Files.writeString(folder.resolve("in.jsonl"), "{\"v\":1}\n");
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicReference<Thread> caller = new AtomicReference<>();
    TypeRegistry hanging =
        types(
            v -> {
              caller.set(Thread.currentThread());
              called.countDown();
              awaitWithoutListening(released);
              return -v;
            });
    TypeRegistry good = types(v -> v);

    try (Gateway gateway = Gateway.open(folder.resolve("data"))) {
      gateway.start(read(gateway, hanging), hanging);
      called.await();
      gateway.start(read(gateway, good), good); // as when the function's bundle was updated
      assertThat(memory.await("out", 1, LONG).get(0)).containsEntry("v", 1L);

      String journal = journal();
      released.countDown();
      caller.get().join();
      assertThat(journal()).as("the journal belongs to the new one").isEqualTo(journal);
      Files.writeString(folder.resolve("in.jsonl"), "{\"v\":2}\n", StandardOpenOption.APPEND);
      assertThat(memory.await("out", 2, LONG))
          .extracting(row -> row.get("v"))
          .containsExactly(1L, 2L);
    }
  }

  private String journal() throws IOException {
    StringBuilder digits = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("data/pipelines/p/journal"))) {
      for (Path file : files.sorted().toList()) {
        digits.append(HexFormat.of().formatHex(Files.readAllBytes(file)).replace("00", ""));
      }
    }
    return digits.toString();
  }

  /** What a function must not do. */
  private static void awaitWithoutListening(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
      boolean unused = Thread.interrupted();
      Thread.yield();
    }
  }

  private Pipeline read(Gateway gateway, TypeRegistry types) throws PipelineException {
    return PipelineFile.read("p.yaml", PIPELINE, folder, types, gateway.variables());
  }

  private interface Slow {
    long of(long value);
  }

  private TypeRegistry types(Slow slow) {
    FunctionType function =
        new FunctionType() {
          @Override
          public String name() {
            return "slow";
          }

          @Override
          public DataType resultType(List<DataType> arguments) {
            return DataType.LONG;
          }

          @Override
          public @Nullable Object call(@Nullable Object[] arguments) {
            return slow.of((Long) Objects.requireNonNull(arguments[0]));
          }
        };
    return TypeRegistry.builder()
        .sink(memory)
        .function(function, "1")
        .services(HangingBatchTest.class.getClassLoader())
        .build();
  }
}
