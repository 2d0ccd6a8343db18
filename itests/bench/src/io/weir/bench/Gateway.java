package io.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.shell.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the distribution in a folder of its own, started and stopped by its own command. */
final class Gateway implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long STOP_SECONDS = 20;

  private final Path home;
  private final String broker;
  private final String javaOptions;
  private Process process;
  private ControlClient control;

  private Gateway(Path home, String broker, String javaOptions) {
    this.home = home;
    this.broker = broker;
    this.javaOptions = javaOptions;
  }

  /**
   * Installs a gateway.
   *
   * @param deployed what stands in its {@code deploy}, text by name
   */
  static Gateway install(
      Path distribution, Path home, String broker, String javaOptions, Map<String, String> deployed)
      throws IOException {
    for (String part : List.of("bin", "bundles", "conf", "lib")) {
      copy(distribution.resolve(part), home.resolve(part));
    }
    Files.createDirectories(home.resolve("deploy"));
    for (var file : deployed.entrySet()) {
      Files.writeString(home.resolve("deploy").resolve(file.getKey()), file.getValue());
    }
    return new Gateway(home, broker, javaOptions);
  }

  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin").resolve("weir").toString(), "start");
    builder.environment().put("BROKER", broker);
    builder.environment().put("WEIR_JAVA_OPTS", javaOptions);
    builder.environment().remove("WEIR_HOME");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("out.txt").toFile()));
    process = builder.start();
    control = new ControlClient(home.resolve("data"));
  }

  /** Of the JVM: the start script has made way for it. */
  ProcFiles figures() {
    return new ProcFiles(process.pid());
  }

  /** The first pipeline; an empty object until there is one. */
  JsonNode pipeline() throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter ignored = new PrintWriter(new StringWriter());
    int exit = control.run(List.of("status", "--json"), new PrintWriter(out), ignored);
    JsonNode none = JSON.createObjectNode();
    return exit == 0 ? JSON.readTree(out.toString()).path("pipelines").path(0) : none;
  }

  /**
   * Records that passed the first source's checks, and when they were counted. Repeated deliveries
   * are not among them: a broker that sends far more than its window gets its session renewed.
   */
  Sample accepted() throws IOException {
    JsonNode pipeline = pipeline();
    long accepted = fates(pipeline).path("accepted").asLong();
    return new Sample(pipeline.path("now").asLong(), accepted, figures().cpuSeconds());
  }

  /** Records of the first source, whatever became of them. */
  long received() throws IOException {
    long sum = 0;
    for (JsonNode fate : fates(pipeline())) {
      sum += fate.asLong();
    }
    return sum;
  }

  /** The fates at the first source. */
  JsonNode fates() throws IOException {
    return fates(pipeline());
  }

  private static JsonNode fates(JsonNode pipeline) {
    return pipeline.path("sources").path(0).path("fates");
  }

  /** Waits until the source is subscribed. */
  void awaitReceiving() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!pipeline().path("sources").path(0).path("health").asText().startsWith("UP")) {
      if (!process.isAlive() || System.nanoTime() - until > 0) {
        throw new IllegalStateException(
            "the gateway does not receive: "
                + pipeline()
                + "; it printed:\n"
                + Files.readString(home.resolve("out.txt")));
      }
      Thread.sleep(20);
    }
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() throws Exception {
    if (process != null && process.isAlive()) {
      stop();
    }
    Bench.delete(home);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(
            path,
            target,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
