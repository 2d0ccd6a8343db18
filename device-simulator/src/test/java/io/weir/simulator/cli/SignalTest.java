package io.weir.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulator.truth.LedgerEntry;
import io.weir.simulator.truth.LedgerReader;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalTest {

  @TempDir private Path folder;

  /** Runs the command in a process of its own; its standard error goes to ours. */
  private static Process start(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), WeirSim.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  @Test
  void shouldCompleteItsLedgerWhenTerminated() throws Exception {
    Path ledger = folder.resolve("ledger");
    Process process = start("run", "--out", "-", "--speed", "1x", "--ledger", ledger.toString());
    long lines = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines++;
        if (lines == 500) {
          process.toHandle().destroy();
        }
      }
    }

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(lines).isGreaterThanOrEqualTo(500);
    try (InputStream in = Files.newInputStream(ledger);
        LedgerReader reader = new LedgerReader(in)) {
      for (long i = 0; i < lines; i++) {
        LedgerEntry entry = reader.next();
        assertThat(entry).isNotNull();
        assertThat(entry.index()).isEqualTo(i);
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void shouldStopItsBrokerWhenTerminated() throws Exception {
    Process process = start("broker", "--port", "0");
    try (BufferedReader err = process.errorReader()) {
      assertThat(err.readLine()).startsWith("Broker at tcp://127.0.0.1:");
      process.toHandle().destroy();
      assertThat(err.lines()).isEmpty();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      String left = "weir-broker-" + process.pid() + "-.*";
      assertThat(all.filter(path -> path.getFileName().toString().matches(left))).isEmpty();
    }
  }
}
