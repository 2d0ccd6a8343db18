package io.weir.testkit;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import io.weir.connectors.console.ConsoleSinkType;
import io.weir.connectors.file.FileSinkType;
import io.weir.connectors.file.FileSourceType;
import io.weir.connectors.memory.MemorySinkType;
import io.weir.connectors.rate.RateSourceType;
import io.weir.testkit.SinkHarness.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weir's own connectors keep the law that the harnesses check. */
class ShippedConnectorsTest {

  private static final Schema SCHEMA =
      Schema.of(Field.of("site", DataType.STRING), Field.of("n", DataType.LONG));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "\nfollow: true"})
  void shouldReadAFileExactlyOnce(String more) throws Exception {
    SourceHarness harness =
        SourceHarness.of(
            new FileSourceType(),
            run -> "path: " + Files.writeString(folder.resolve(run + ".log"), "a\nb\nc\n") + more);

    harness.expect("a", "b", "c");
  }

  @Test
  void shouldReadFilesOneAfterTheOther() throws Exception {
    SourceHarness.of(
            new FileSourceType(),
            run -> {
              Path in = Files.createDirectories(folder.resolve("in" + run));
              Files.writeString(in.resolve("1.log"), "a\nb\n" + "x".repeat(2000) + "\nd");
              Files.writeString(in.resolve("2.log"), "e\r\n\nf\n");
              return "path: " + in.resolve("*.log") + "\nmax-record: 1KB";
            })
        .expect(
            "a",
            "b",
            "rejected: found a record of more than 1024 bytes in 1.log, expected at most that"
                + " (max-record)",
            "d",
            "e",
            "f");
  }

  @Test
  void shouldMakeRowsOnceAtARate() throws Exception {
    SourceHarness.of(new RateSourceType(), run -> "rows-per-second: 20")
        .comparing(record -> record.replaceAll(",.*", ""))
        .endless()
        .expect("{\"value\":0", "{\"value\":1", "{\"value\":2", "{\"value\":3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mode: overwrite"})
  void shouldWriteAFileExactlyOnce(String more) throws Exception {
    rows(SinkHarness.of(
            new FileSinkType(),
            SCHEMA,
            run -> {
              Path file = folder.resolve(run + ".jsonl");
              return new Target("path: " + file + "\n" + more, () -> lines(file));
            }))
        .exactlyOnce()
        .expect(json("north", 1), json("south", 2), json("north", 3));
  }

  @Test
  void shouldWriteFilesThatRollExactlyOnce() throws Exception {
    rows(SinkHarness.of(
            new FileSinkType(),
            SCHEMA,
            run -> {
              Path out = Files.createDirectories(folder.resolve("out" + run));
              return new Target(
                  "path: " + out.resolve("rows.jsonl") + "\nroll: {bytes: 30B}",
                  () -> linesOfAll(out));
            }))
        .exactlyOnce()
        .expect(json("north", 1), json("south", 2), json("north", 3));
  }

  @Test
  void shouldKeepRowsInMemoryExactlyOnce() throws Exception {
    MemorySinkType memory = new MemorySinkType();
    rows(SinkHarness.of(
            memory,
            SCHEMA,
            run ->
                new Target(
                    "{}",
                    () ->
                        memory.rows("run-" + run + "/memory").stream()
                            .map(Object::toString)
                            .toList())))
        .exactlyOnce()
        .expect("{site=north, n=1}", "{site=south, n=2}", "{site=north, n=3}");
  }

  @Test
  void shouldPrintRowsAtLeastOnce() throws Exception {
    Map<String, ByteArrayOutputStream> printed = new HashMap<>();
    SinkType console =
        new SinkType() {
          @Override
          public String name() {
            return "console";
          }

          @Override
          public List<Option<?>> options() {
            return new ConsoleSinkType().options();
          }

          @Override
          public boolean canReplace() {
            return true;
          }

          @Override
          public Sink open(ConnectorContext context, Schema schema, Encoder encoder)
              throws ConfigException {
            var out = printed.computeIfAbsent(context.pipeline(), p -> new ByteArrayOutputStream());
            PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
            return new ConsoleSinkType(stream).open(context, schema, encoder);
          }
        };
    rows(SinkHarness.of(
            console, SCHEMA, run -> new Target("{}", () -> table(printed.get("run-" + run)))))
        .expect("north 1", "south 2", "north 3");
  }

  private static SinkHarness rows(SinkHarness harness) {
    return harness.row("north", 1L).row("south", 2L).row("north", 3L);
  }

  private static String json(String site, long n) {
    return "{\"site\":\"%s\",\"n\":%d}".formatted(site, n);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static List<String> linesOfAll(Path out) throws IOException {
    try (Stream<Path> found = Files.list(out)) {
      List<Path> files = found.sorted().toList();
      List<String> all = new ArrayList<>();
      for (Path file : files) {
        all.addAll(lines(file));
      }
      return all;
    }
  }

  /** The rows of the last result, without headings. */
  private static List<String> table(@Nullable ByteArrayOutputStream printed) {
    if (printed == null) {
      return List.of();
    }
    String all = printed.toString(StandardCharsets.UTF_8);
    String last = all.substring(Math.max(0, all.lastIndexOf("\n\n")));
    return last.lines()
        .filter(line -> line.matches(".*\\d"))
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }
}
