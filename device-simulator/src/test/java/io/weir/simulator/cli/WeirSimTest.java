package io.weir.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulator.broker.Mosquitto;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class WeirSimTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    CommandLine command = WeirSim.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(args);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "verify", "devices", "fleet", "broker"})
  void shouldHelp(String command) {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("  " + command + " ");
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: weir-sim " + command);
  }

  @Test
  void shouldWriteTheSameFileForASeed() throws IOException {
    assertThat(run("run", "--out", path("a.jsonl"), "--for", "3s", "--ledger", path("l1")))
        .isZero();
    assertThat(run("run", "--out", path("b.jsonl"), "--for", "3s", "--ledger", path("l2")))
        .isZero();
    assertThat(run("run", "--out", path("c.jsonl"), "--for", "3s", "--seed", "5")).isZero();

    assertThat(folder.resolve("b.jsonl")).hasSameBinaryContentAs(folder.resolve("a.jsonl"));
    assertThat(folder.resolve("l2")).hasSameBinaryContentAs(folder.resolve("l1"));
    assertThat(Files.readAllBytes(folder.resolve("c.jsonl")))
        .isNotEqualTo(Files.readAllBytes(folder.resolve("a.jsonl")));
    assertThat(Files.readString(folder.resolve("a.jsonl"), StandardCharsets.ISO_8859_1).lines())
        .hasSizeGreaterThan(4_000);
    assertThat(err.toString())
        .contains("demo: 1,000 devices, 2,000 messages a second, seed 20261120")
        .contains("fleet time", "sent", "0 under way");
  }

  @Test
  void shouldRunAFleetOfOnesOwnToABroker() throws IOException {
    assertThat(run("fleet")).isZero();
    Files.writeString(folder.resolve("mine.yaml"), out.toString());
    try (Mosquitto broker = Mosquitto.start(Mosquitto.FAST)) {
      assertThat(
              run(
                  "run",
                  path("mine.yaml"),
                  "--broker",
                  broker.url(),
                  "--for",
                  "2s",
                  "--speed",
                  "max",
                  "--connections",
                  "3",
                  "--qos",
                  "2",
                  "--devices",
                  "100",
                  "--rate",
                  "300",
                  "--quiet",
                  "--ledger",
                  path("ledger")))
          .isZero();
    }

    assertThat(err.toString()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("ledger"))).hasSizeBetween(500, 800);
  }

  @Test
  void shouldVerify() throws IOException {
    Files.writeString(
        folder.resolve("ledger"),
        """
        {"ledger":1,"fleet":"f","seed":1,"start_us":0,"skew_us":0,"table":{"a":[3,"x"]}}
        {"i":0,"due_us":0,"device":"a","seq":1,"ts_us":0,"values":{"temp":1.5}}
        """);
    String row =
        "{\"window_start\":\"1970-01-01T00:00:00Z\",\"device\":\"a\",\"site\":\"x\",\"n\":1,"
            + "\"mean\":1.5,\"peak\":1.5}\n";
    Files.writeString(folder.resolve("good"), row);
    Files.writeString(folder.resolve("bad"), row.replace("1.5}", "2.5}"));
    Files.writeString(
        folder.resolve("fates"), "{\"source\":{\"accepted\":1},\"query\":{\"aggregated\":1}}");
    String[] options = {"--window", "10s", "--slide", "10s", "--fates", path("fates")};

    assertThat(verify("good", options)).isZero();
    assertThat(out.toString()).contains("1 windows compared").contains("The results are right.");
    assertThat(verify("bad", options)).isEqualTo(1);
    assertThat(out.toString()).contains("wrong: 1970-01-01T00:00:00Z a (x) came with");
    assertThat(Files.readString(folder.resolve("json"))).startsWith("{\"ok\":false,\"sent\":1");
    assertThat(verify("nowhere", options)).isEqualTo(2);
  }

  private int verify(String upstream, String... options) {
    String[] all = new String[options.length + 7];
    String[] fixed = {
      "verify", "--ledger", path("ledger"), "--upstream", path(upstream), "--json", path("json")
    };
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(options, 0, all, fixed.length, options.length);
    return run(all);
  }

  @Test
  void shouldPrintThePriorityTable() {
    assertThat(run("devices", "--devices", "100")).isZero();

    assertThat(out.toString().lines())
        .hasSizeBetween(75, 100)
        .first()
        .isEqualTo("device,priority,site");
  }

  @Test
  void shouldRefuseNonsenseWithOneSentence() throws IOException {
    assertThat(run("run")).isEqualTo(2);
    assertThat(run("run", "--out", path("x"), "--broker", "tcp://x:1")).isEqualTo(2);
    assertThat(run("run", "--out", path("x"))).isEqualTo(2);
    assertThat(err.toString()).contains("at full speed a run needs an end; add --for");
    assertThat(run("run", "--out", path("x"), "--for", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is no duration; expected one such as 20s");
    assertThat(run("run", "--out", path("x"), "--for", "1s", "--qos", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--qos is 3; expected 0, 1 or 2");
    assertThat(run("run", "--broker", "tcp://127.0.0.1:1", "--for", "1s")).isEqualTo(1);
    assertThat(err.toString())
        .contains("weir-sim: cannot connect to the broker at tcp://127.0.0.1:1");
    Files.writeString(folder.resolve("bad.yaml"), "fleet: x\ntopik: y\n");
    assertThat(run("devices", path("bad.yaml"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("bad.yaml:2:1: 'topic' is missing at the top of the file")
        .contains("(is 'topik' meant to be it?)");
  }
}
