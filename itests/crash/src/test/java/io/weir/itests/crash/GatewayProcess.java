package io.weir.itests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own. */
abstract class GatewayProcess implements AutoCloseable {

  private static final long LOOK_MILLIS = 20;
  private static final int LAST_LINES = 200;

  private final Process process;
  private final Path log;

  GatewayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What it says of a pipeline; {@link Report#NONE} if it is dead. */
  abstract Report report(String pipeline);

  /** Begins a clean end. */
  abstract void askToStop() throws IOException;

  final void awaitReceiving(List<String> pipelines, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    for (String pipeline : pipelines) {
      while (!report(pipeline).receiving()) {
        if (!lives(LOOK_MILLIS) || System.nanoTime() - until > 0) {
          throw new AssertionError(
              "%s does not receive; it says %s and printed:%n%s"
                  .formatted(pipeline, report(pipeline), lastOutput()));
        }
      }
    }
  }

  /** Waits; returns early, with false, when the process ends by itself. */
  final boolean lives(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  final void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM. */
  final void terminate() {
    process.destroy();
  }

  /** Ends it cleanly and returns its exit status. */
  final int stop() throws IOException, InterruptedException {
    askToStop();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the gateway did not stop; it printed:\n" + lastOutput());
    }
    return process.exitValue();
  }

  final String lastOutput() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  @Override
  public final void close() {
    process.destroyForcibly();
  }
}
