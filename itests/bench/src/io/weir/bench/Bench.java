package io.weir.bench;

import io.weir.simulator.broker.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The command {@code itests/bench/gateway}. */
final class Bench {

  private static final double MOST_LOAD = 0.75;
  private static final double BYTES_PER_MB = 1e6;
  private static final int STEADY_SECONDS = 64; // a checkpoint comes after 60 s
  private static final int SMALL_HEAP_SECONDS = 40;
  private static final int BACKLOG = 250_000;
  private static final List<String> PARTS =
      List.of("size", "start", "latency", "highest", "steady", "small-heap");
  private static final String USAGE =
      """
      Usage: itests/bench/gateway [--anyway] [--only PART,PART...] [--backlog N]
                             [--java-options OPTIONS]
      Measures the distribution as a process of its own, with mosquitto, in under four minutes:
      lines FIGURE name value unit, RATIO name value, and # notes. Parts: %s.
      --anyway   also while the machine is busy with something else
      --backlog  messages to drain at the highest rate, default %d
      --java-options  of the gateway's JVM, beside those it ships with\
      """;

  private final Path distribution;
  private final Path folder;
  private final String javaOptions;
  private int installed;
  private boolean failed;

  private Bench(Path distribution, Path folder, String javaOptions) {
    this.distribution = distribution;
    this.folder = folder;
    this.javaOptions = javaOptions;
  }

  /**
   * Runs it.
   *
   * @param arguments the unpacked distribution, a folder for what is needed meanwhile, options
   */
  public static void main(String[] arguments) throws Exception {
    boolean anyway = false;
    List<String> parts = PARTS;
    int backlog = BACKLOG;
    String javaOptions = "";
    for (int i = 2; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--anyway" -> anyway = true;
        case "--only" -> parts = List.of(arguments[++i].split(","));
        case "--backlog" -> backlog = Integer.parseInt(arguments[++i]);
        case "--java-options" -> javaOptions = arguments[++i];
        default -> {
          boolean help = arguments[i].equals("--help") || arguments[i].equals("-h");
          System.err.println(USAGE.formatted(String.join(", ", PARTS), BACKLOG));
          System.exit(help ? 0 : 2);
        }
      }
    }
    int cores = Runtime.getRuntime().availableProcessors();
    double load = ProcFiles.load();
    if (load > MOST_LOAD * cores && !anyway) {
      System.err.printf(
          Locale.ROOT,
          "The load is %.2f on %d cores: something else is running, and the figures would tell of"
              + " that. Wait until it is below %.2f, or say --anyway.%n",
          load,
          cores,
          MOST_LOAD * cores);
      System.exit(3);
    }
    Figures.note(
        "%d cores, load %.2f at the start, Java %s, %s"
            .formatted(
                cores,
                load,
                System.getProperty("java.version"),
                System.getProperty("os.arch")));
    Bench bench = new Bench(Path.of(arguments[0]), Path.of(arguments[1]), javaOptions);
    long began = System.nanoTime();
    for (String part : parts) {
      bench.measure(part, backlog);
    }
    Figures.note(
        "%.0f s, load %.2f at the end (this run is in it)"
            .formatted((System.nanoTime() - began) / 1e9, ProcFiles.load()));
    System.exit(bench.failed ? 1 : 0);
  }

  private void measure(String part, int backlog) throws Exception {
    if (part.equals("size")) {
      size();
      return;
    }
    try (Mosquitto broker = Mosquitto.start(Mosquitto.FAST)) {
      String url = broker.url();
      switch (part) {
        case "start" -> StartUp.measure(this, url);
        case "latency" -> Latency.measure(this, url);
        case "highest" -> Highest.measure(this, url, backlog);
        case "steady" -> Steady.measure(this, url, "default", "", STEADY_SECONDS);
        case "small-heap" ->
            Steady.measure(this, url, "xmx64m", "-Xmx64m", SMALL_HEAP_SECONDS);
        default -> throw new IllegalArgumentException(part + ": expected one of " + PARTS);
      }
    }
  }

  private void size() throws IOException {
    long unpacked = 0;
    try (Stream<Path> all = Files.walk(distribution)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        unpacked += Files.isRegularFile(path) ? Files.size(path) : 0;
      }
    }
    try (Stream<Path> beside = Files.list(distribution.resolveSibling("."))) {
      for (Path path : (Iterable<Path>) beside::iterator) {
        String name = path.getFileName().toString();
        if (name.endsWith(".tgz") || name.endsWith(".tar.gz")) {
          Figures.figure("distribution_packed", Files.size(path) / BYTES_PER_MB, "MB");
        }
      }
    }
    Figures.figure("distribution_unpacked", unpacked / BYTES_PER_MB, "MB");
  }

  /** A gateway in a new folder, which goes when it is closed. */
  Gateway install(String url, String moreOptions, Map<String, String> deployed)
      throws IOException {
    Path home = folder.resolve("gateway-" + ++installed);
    delete(home);
    return Gateway.install(
        distribution, home, url, javaOptions + " " + moreOptions, deployed);
  }

  /** Something was lost: the figures do not count. */
  void fail() {
    failed = true;
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
