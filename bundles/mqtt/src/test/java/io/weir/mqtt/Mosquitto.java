package io.weir.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A mosquitto of our own on a free port, with its configuration and database in one folder. */
public final class Mosquitto implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/mosquitto"),
          Path.of("/usr/local/sbin/mosquitto"),
          Path.of("/usr/bin/mosquitto"),
          Path.of("/opt/homebrew/sbin/mosquitto"));

  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /**
   * Starts one that lets everybody in and keeps nothing.
   *
   * @param folder an empty folder
   * @param settings further lines of mosquitto.conf
   */
  public static Mosquitto start(Path folder, String... settings) throws IOException {
    int port = freePort();
    String anonymous =
        List.of(settings).stream().anyMatch(line -> line.startsWith("allow_anonymous"))
            ? ""
            : "allow_anonymous true\n";
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        "user %s\nlistener %d 127.0.0.1\nset_tcp_nodelay true\nlog_dest file %s\nlog_type all\n%s%s\n"
            .formatted(
                System.getProperty("user.name"), // else it gives root's rights up
                port,
                folder.resolve("mosquitto.log"),
                anonymous,
                String.join("\n", settings)));
    return new Mosquitto(folder, port);
  }

  /** Starts one that keeps sessions over a restart and writes them at every change. */
  public static Mosquitto startPersistent(Path folder, String... settings) throws IOException {
    String[] all = new String[settings.length + 4];
    System.arraycopy(settings, 0, all, 4, settings.length);
    all[0] = "persistence true";
    all[1] = "persistence_location " + folder + "/";
    all[2] = "autosave_on_changes true";
    all[3] = "autosave_interval 1";
    return start(folder, all);
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** As a power cut would. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** As an administrator would; writes the database. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  public void restart() throws IOException {
    process = launch();
  }

  public String log() throws IOException {
    return Files.readString(folder.resolve("mosquitto.log"));
  }

  @Override
  public void close() {
    kill();
  }

  private void awaitEnd() {
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() throws IOException {
    Path program =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "mosquitto is not installed: apt-get install mosquitto (or brew install"
                            + " mosquitto)"));
    Process started =
        new ProcessBuilder(program.toString(), "-c", folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out.log").toFile()))
            .start();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new UncheckedIOException(
            new IOException(
                "mosquitto did not start: " + Files.readString(folder.resolve("out.log"))));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return started;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
