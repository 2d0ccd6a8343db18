package io.weir.simulator.demo;

import io.weir.shell.control.ControlClient;
import io.weir.simulator.output.OutputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A gateway as a user would install it: a copy of the distribution in a folder of its own, started
 * by its own {@code bin/weir}.
 */
final class GatewayProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 20;

  private final Path home;
  private final Path output;
  private final Process process;
  private final ControlClient control;

  private GatewayProcess(Path home, Path output, Process process) {
    this.home = home;
    this.output = output;
    this.process = process;
    this.control = new ControlClient(home.resolve("data"));
  }

  /**
   * Copies and starts.
   *
   * @param distribution the unpacked distribution
   * @param folder where to copy it to
   * @param framework felix or equinox
   * @param broker url of the broker, for both sides
   * @param files what stands in {@code deploy} at the start, text by name
   */
  static GatewayProcess start(
      Path distribution, Path folder, String framework, String broker, Map<String, String> files)
      throws IOException {
    Path home = folder.resolve("weir");
    for (String part : List.of("bin", "bundles", "conf", "lib")) {
      copy(distribution.resolve(part), home.resolve(part));
    }
    Files.createDirectories(home.resolve("deploy"));
    for (var file : files.entrySet()) {
      Files.writeString(home.resolve("deploy").resolve(file.getKey()), file.getValue());
    }
    Path output = folder.resolve("gateway.out");
    // A Ctrl-C goes to all processes of the terminal; the gateway is stopped when its turn comes.
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "trap '' INT; exec \"$0\" start --framework \"$1\"",
            home.resolve("bin").resolve("weir").toString(),
            framework);
    builder.environment().put("FIELD", broker);
    builder.environment().put("UPSTREAM", broker);
    builder.environment().remove("WEIR_HOME");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return new GatewayProcess(home, output, builder.start());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What the gateway says of itself; {@link GatewayStatus#UNKNOWN} until it answers. */
  GatewayStatus status() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = control.run(List.of("status", "--json"), new PrintWriter(out), new PrintWriter(err));
    if (exit != 0) {
      return GatewayStatus.UNKNOWN;
    }
    try {
      return GatewayStatus.read(out.toString());
    } catch (IOException e) {
      throw new OutputException("the gateway's status cannot be read: " + e.getMessage(), e);
    }
  }

  /** Takes the pipeline away, so that the gateway ends its session at the broker. */
  void removePipeline(String file, Duration patience) throws IOException, InterruptedException {
    Files.deleteIfExists(home.resolve("deploy").resolve(file));
    long until = System.nanoTime() + patience.toNanos();
    while (isRunning()
        && !status().equals(GatewayStatus.UNKNOWN)
        && System.nanoTime() - until < 0) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** The last lines that the gateway printed. */
  String lastOutput() {
    try {
      List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  /** Ends it as a user would, with SIGTERM; returns its exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return process.waitFor();
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.sorted(Comparator.naturalOrder())
          .forEach(
              path -> {
                try {
                  Files.createDirectories(to);
                  Path target = to.resolve(from.relativize(path).toString());
                  Files.copy(
                      path,
                      target,
                      StandardCopyOption.COPY_ATTRIBUTES,
                      StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
