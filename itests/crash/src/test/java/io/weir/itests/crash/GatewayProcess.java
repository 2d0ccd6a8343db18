package io.weir.itests.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link GatewayMain}. */
final class GatewayProcess implements AutoCloseable {

  private static final long LOOK_MILLIS = 20;

  private final Process process;
  private final Path log;
  private final BufferedReader answers;
  private final Writer questions;

  private GatewayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  static GatewayProcess start(String variant, Path folder, List<Path> pipelines)
      throws IOException {
    Path log = folder.resolve("gateway.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                variant,
                folder.resolve("data").toString()));
    pipelines.forEach(pipeline -> command.add(pipeline.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new GatewayProcess(process, log);
  }

  /** What it says of a pipeline; {@link Report#NONE} if it is dead. */
  Report report(String pipeline) {
    try {
      questions.write(pipeline + "\n");
      questions.flush();
      String answer = answers.readLine();
      return answer == null ? Report.NONE : Report.ofLine(answer);
    } catch (IOException e) {
      return Report.NONE;
    }
  }

  void awaitReceiving(List<String> pipelines, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    for (String pipeline : pipelines) {
      while (!report(pipeline).receiving()) {
        if (!lives(LOOK_MILLIS) || System.nanoTime() - until > 0) {
          throw new AssertionError(pipeline + " does not receive; it printed:\n" + lastOutput());
        }
      }
    }
  }

  /** Waits; returns early, with false, when the process ends by itself. */
  boolean lives(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends it cleanly and returns its exit status. */
  int stop() throws IOException, InterruptedException {
    questions.close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the gateway did not stop; it printed:\n" + lastOutput());
    }
    return process.exitValue();
  }

  String lastOutput() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
