package io.weir.itests.walkthrough;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A process whose lines a test waits for. */
final class RunningProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  /** A line; null for the end. */
  private record Line(@Nullable String text) {}

  private final Process process;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private RunningProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "lines");
    reader.setDaemon(true);
    reader.start();
  }

  static RunningProcess start(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new RunningProcess(builder.start());
  }

  private void read() {
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        lines.add(new Line(line));
        line = reader.readLine();
      }
    } catch (IOException e) {
      // The process has ended.
    } finally {
      lines.add(new Line(null));
    }
  }

  /** Waits for a line; throws with all lines so far if none comes, at once when none can come. */
  String await(Predicate<String> wanted) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      @Nullable Line next = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw missing("within " + PATIENCE_SECONDS + " s");
      }
      String line = next.text();
      if (line == null) {
        lines.add(next); // for who asks again
        throw missing("before the process ended with status " + awaitExit());
      }
      seen.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  private AssertionError missing(String when) {
    return new AssertionError(
        "the line did not come %s; these did:%n%s".formatted(when, String.join("\n", seen)));
  }

  /** Types a line. */
  void type(String line) throws IOException {
    var keyboard = process.outputWriter(StandardCharsets.UTF_8);
    keyboard.write(line + "\n");
    keyboard.flush();
  }

  /** The exit status; 143 after SIGTERM where nothing else is said. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end");
    }
    return process.exitValue();
  }

  /** Ends it as Ctrl-C would. */
  void terminate() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
