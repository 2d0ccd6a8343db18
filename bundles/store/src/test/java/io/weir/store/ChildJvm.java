package io.weir.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, with this test's class path. Closed, it is killed if it still runs. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a main class.
   *
   * @param heap its heap, as "32m"
   */
  public static ChildJvm start(String heap, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Returns the next line that it prints; empty if it has ended. */
  public String line() throws IOException {
    String line = output.readLine();
    return line == null ? "" : line;
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  /** Kills it ({@code kill -9}) and returns what it printed that was not read yet. */
  public List<String> kill() throws IOException, InterruptedException {
    // Process.destroyForcibly would close the pipe with what was printed last.
    process.toHandle().destroyForcibly();
    List<String> rest = output.lines().toList();
    process.waitFor();
    return rest;
  }

  /** Waits for its end and returns its exit status. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
