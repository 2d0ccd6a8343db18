package io.weir.simulator.broker;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A mosquitto process of one's own, on a free port of 127.0.0.1, with its files in a temporary
 * folder. Can be killed and started again on the same port with the same files.
 */
public final class Mosquitto implements AutoCloseable {

  /** The settings under which mosquitto carries a fast QoS 1 stream without loss. */
  public static final Map<String, String> FAST =
      Map.of(
          "set_tcp_nodelay", "true",
          "max_inflight_messages", "1000",
          "max_queued_messages", "1000000");

  private static final String HOST = "127.0.0.1";
  private static final int START_ATTEMPTS = 5;
  private static final long START_TIMEOUT_NANOS = 10_000_000_000L;
  private static final long POLL_MILLIS = 10;

  private final Path binary;
  private final TempFolder folder = new TempFolder("weir-mosquitto-");
  private final Map<String, String> settings;
  private final int port;
  private final Thread atExit = new Thread(this::discard, "mosquitto-stop");
  private Process process;

  private Mosquitto(Path binary, Map<String, String> settings, int port) {
    this.binary = binary;
    this.settings = new LinkedHashMap<>(settings);
    this.port = port;
    try {
      this.process = launch();
    } catch (BrokerException e) {
      folder.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts with mosquitto's default settings, which are known to lose messages under load. */
  public static Mosquitto startWithDefaults() {
    return start(Map.of());
  }

  /**
   * Starts with settings of {@code mosquitto.conf(5)}.
   *
   * @param settings key and value; {@link #FAST} for the ones that do not lose messages
   * @throws BrokerException if there is no mosquitto, or it does not start
   */
  public static Mosquitto start(Map<String, String> settings) {
    Path binary = find();
    BrokerException last = null;
    // Another process may take the free port before mosquitto does.
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        return new Mosquitto(binary, settings, freePort());
      } catch (BrokerException e) {
        last = e;
      }
    }
    throw new BrokerException("mosquitto does not start", last);
  }

  /** Whether there is a mosquitto to start. */
  public static boolean isInstalled() {
    return search() != null;
  }

  private static Path find() {
    Path found = search();
    if (found == null) {
      throw new BrokerException(
          "mosquitto is neither on the PATH nor in /usr/sbin; install it: apt-get install mosquitto",
          null);
    }
    return found;
  }

  private static @Nullable Path search() {
    String path = System.getenv("PATH");
    List<String> folders = new ArrayList<>();
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator, -1)));
    }
    folders.add("/usr/sbin");
    folders.add("/usr/local/sbin");
    for (String each : folders) {
      Path candidate = Path.of(each, "mosquitto");
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerException("there is no free port on " + HOST, e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The address for MQTT clients. */
  public String url() {
    return "tcp://" + HOST + ':' + port;
  }

  /** Whether the process runs. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Stops it as a service manager does; it saves its sessions if it is set to. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Kills it at once. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /**
   * Starts it again after {@link #stop} or {@link #kill}, on the same port, with the same files.
   */
  public void restart() {
    if (isRunning()) {
      stop();
    }
    process = launch();
  }

  /** Stops it and deletes its folder. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is going down, and the hook runs.
    }
    discard();
  }

  private void discard() {
    if (isRunning()) {
      stop();
    }
    folder.close();
  }

  private Process launch() {
    try {
      Path config = folder.path().resolve("mosquitto.conf");
      Files.writeString(config, config());
      Process started =
          new ProcessBuilder(binary.toString(), "-c", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      awaitListening(started);
      return started;
    } catch (IOException e) {
      throw new BrokerException(binary + " cannot be started: " + e.getMessage(), e);
    }
  }

  private String config() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("listener", port + " " + HOST);
    lines.put("allow_anonymous", "true");
    lines.put("persistence_location", folder.path() + "/");
    lines.put("user", System.getProperty("user.name", "mosquitto"));
    lines.putAll(settings);
    StringBuilder config = new StringBuilder();
    lines.forEach((key, value) -> config.append(key).append(' ').append(value).append('\n'));
    return config.toString();
  }

  private Path log() {
    return folder.path().resolve("mosquitto.log");
  }

  private void awaitListening(Process started) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT_NANOS;
    while (!listens()) {
      if (endsWithin(started, POLL_MILLIS) || System.nanoTime() - deadline > 0) {
        started.destroyForcibly();
        String log = Files.readString(log(), StandardCharsets.UTF_8);
        throw new BrokerException(
            "mosquitto does not start on port " + port + "; it says: " + log.trim(), null);
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitEnd() {
    if (!endsWithin(process, TimeUnit.SECONDS.toMillis(10))) {
      process.destroyForcibly();
      endsWithin(process, TimeUnit.SECONDS.toMillis(10));
    }
  }

  private static boolean endsWithin(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
