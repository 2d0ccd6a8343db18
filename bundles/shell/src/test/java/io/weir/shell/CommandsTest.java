package io.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Fate;
import io.weir.engine.run.PipelineStatus;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.Variables;
import io.weir.shell.command.Setting;
import io.weir.shell.text.Ink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  private static final String PIPELINE =
      """
      pipeline: hot
      commit: 100ms
      sources:
        s:
          type: rate
          schema: {k: string, t: timestamp, v: double}
          event-time: t
          identity: [k, t]
      queries:
        q: {sql: "SELECT k, v FROM s WHERE v > 1"}
      sinks:
        out: {type: console, from: q}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("hot.yaml"), PIPELINE);
  }

  @Test
  void shouldCheckAGoodFile() {
    assertThat(weir("check", file.toString(), "--rate", "10")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "ok  hot",
            "source s: at most 1 records/s, by its options and commit",
            "written to flash at 10 records/s of about 50 bytes: 4.62 GB a day (journal 3.46 GB,"
                + " identities 1.16 GB), and the state of queries once a minute");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldTellAllErrorsAndRefuse() throws IOException {
    Files.writeString(file, PIPELINE.replace("double", "dobule").replace("from: q", "from: p"));

    assertThat(weir("check", file.toString())).isEqualTo(2);

    assertThat(err.toString().lines().toList())
        .hasSize(3)
        .first()
        .asString()
        .startsWith(file + ":6:42: source s: column 'v' is 'dobule': unknown type 'dobule'");
    assertThat(err.toString()).endsWith("2 errors\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldExplain() {
    assertThat(weir("explain", file.toString())).isZero();

    assertThat(out.toString()).startsWith("pipeline hot, commit 100ms\nsource s: rate, json\n");
  }

  @Test
  void shouldRunOnFilesAndSumUpEveryFate() throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("in.jsonl"),
            "{\"k\":\"ä\",\"t\":1,\"v\":2}\n{\"k\":\"b\",\"t\":1,\"v\":1}\nno\n");

    int status = weir("run", file.toString(), "--input", "s=" + input, "--output", "out=-");

    assertThat(status).isZero();
    assertThat(out.toString()).isEqualTo("{\"k\":\"ä\",\"v\":2.0}\n");
    assertThat(err.toString().lines())
        .containsExactly(
            "source  s    1 quarantined, 2 accepted",
            "query   q    1 filtered, 1 passed; 1 row",
            "sink    out  1 row to -");
  }

  @Test
  void shouldSayThatRowsAreDiscarded() throws IOException {
    Path input = Files.writeString(folder.resolve("in.jsonl"), "{\"k\":\"a\",\"t\":1,\"v\":2}\n");

    assertThat(weir("run", file.toString(), "--input", "s=" + input)).isZero();

    assertThat(err.toString())
        .endsWith("sink    out  1 row discarded: type console; --output out=FILE keeps them\n");
  }

  @Test
  void shouldRefuseARunWithoutInput() {
    assertThat(weir("run", file.toString())).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("weir: source s has no input: give --input s=FILE\n");
  }

  @Test
  void shouldTakeTypesFromTheComponentsOfAFolder() throws IOException {
    Files.writeString(file, PIPELINE.replace("v > 1", "doubled(v) > 3"));
    Path bundles = Files.createDirectory(folder.resolve("bundles"));
    writeBundle(bundles.resolve("doubled.jar"));

    assertThat(weir("check", file.toString())).isEqualTo(2);
    assertThat(weir("check", file.toString(), "--bundles", bundles.toString())).isZero();
    assertThat(weir("check", file.toString(), "--bundles", "/nowhere")).isEqualTo(1);
  }

  private static void writeBundle(Path jar) throws IOException {
    String name = Doubled.class.getName();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Service-Component", "OSGI-INF/doubled.xml");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest)) {
      entries.putNextEntry(new JarEntry("OSGI-INF/doubled.xml"));
      String description =
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="doubled">
            <service><provide interface="io.weir.api.function.FunctionType"/></service>
            <implementation class="%s"/>
          </scr:component>
          """
              .formatted(name);
      entries.write(description.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldShowHelpAndVersion() {
    assertThat(weir("--help")).isZero();
    assertThat(weir("--version")).isZero();
    assertThat(weir("check", "--help")).isZero();
    assertThat(out.toString()).contains("check", "explain", "run", "status", "start", "stop");
    assertThat(out.toString()).containsPattern("weir \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThat(weir("chek", "x")).isEqualTo(2);
    assertThat(weir()).isEqualTo(2);
    assertThat(err.toString()).contains("chek").contains("check");
  }

  @Test
  void shouldSendCommandsToTheGatewayWithAllArguments() {
    assertThat(weir("status", "--json", "hot")).isEqualTo(7);
    assertThat(sent).containsExactly(List.of("status", "--json", "hot"));
  }

  @Test
  void shouldShowTheStatusInAGateway() {
    Commands commands = Commands.ofGateway(setting(), new OnePipeline());

    assertThat(run(commands, "status")).isZero();
    assertThat(out.toString())
        .contains("gateway edge-17")
        .contains("hot 1.0.0  running")
        .contains("12,345 accepted", "  from hot.yaml")
        .contains("watermark 1970-01-01T00:00:01Z, last record 1970-01-01T00:00:00Z")
        .contains("3 wait", "3 results quarantined");
    out.getBuffer().setLength(0);
    assertThat(run(commands, "status", "--json")).isZero();
    assertThat(out.toString())
        .contains("\"state\":\"running\"")
        .contains("\"fates\":{\"accepted\":12345}")
        .contains("\"pending-rows\":3");
    assertThat(run(commands, "why", "hot")).isZero();
    assertThat(out.toString())
        .contains("source s: last quarantined: n: found x, expected a long")
        .contains("query q: last quarantined: window w: overflow");
    assertThat(run(commands, "status", "cold")).isEqualTo(2);
  }

  private final List<List<String>> sent = new ArrayList<>();

  private int weir(String... arguments) {
    Commands commands =
        Commands.ofCommandLine(
            setting(),
            (line, toOut, toErr) -> {
              sent.add(line);
              return 7;
            });
    return run(commands, arguments);
  }

  private static Setting setting() {
    return new Setting(TypeRegistry::load, Variables.of(Map.of(), "edge-17"), Ink.NONE);
  }

  private int run(Commands commands, String... arguments) {
    return commands.run(Arrays.asList(arguments), new PrintWriter(out), new PrintWriter(err));
  }

  private static final class OnePipeline implements GatewayControl {
    @Override
    public String id() {
      return "edge-17";
    }

    @Override
    public List<PipelineStatus> status() {
      return List.of(
          new PipelineStatus(
              "hot",
              "1.0.0",
              PipelineStatus.State.RUNNING,
              "",
              0,
              List.of(
                  new PipelineStatus.SourceStatus(
                      "s",
                      Map.of(Fate.ACCEPTED, 12_345L),
                      1_000_000,
                      1_000_000,
                      0,
                      0,
                      "n: found x, expected a long",
                      "UP")),
              List.of(),
              List.of(
                  new PipelineStatus.QueryStatus(
                      "q",
                      Map.of(Fate.PASSED, 5L),
                      0,
                      3,
                      5,
                      Long.MIN_VALUE,
                      0,
                      0,
                      "window w: overflow")),
              List.of(new PipelineStatus.SinkStatus("out", 5, 2, 3, 100, 0, "")),
              new PipelineStatus.JournalStatus(1, 2, 0, List.of())));
    }

    @Override
    public String origin(String pipeline) {
      return pipeline + ".yaml";
    }

    @Override
    public Map<String, String> problems() {
      return Map.of();
    }

    @Override
    public void stop() {}
  }
}
