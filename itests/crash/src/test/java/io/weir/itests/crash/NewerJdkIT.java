package io.weir.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on the newest JDK that is installed beside the one of the build. */
class NewerJdkIT {

  private static final Path JVMS = Path.of("/usr/lib/jvm");

  /** A JDK and the first number of its version. */
  private record Jdk(Path home, int version) {}

  @TempDir private Path folder;

  @Test
  void shouldRunAPipelineOnFiles() throws IOException, InterruptedException {
    Optional<Jdk> newest = newest();
    if (newest.isEmpty()) {
      return;
    }
    write(folder);
    Path log = folder.resolve("run.log");
    ProcessBuilder run =
        new ProcessBuilder(
                InstalledGateway.DISTRIBUTION.resolve("bin").resolve("weir").toString(),
                "run",
                folder.resolve("small.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    run.environment().put("JAVA_HOME", newest.get().home().toString());
    Process process = run.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readAllLines(folder.resolve("out.jsonl"))).isEqualTo(SmallRun.ROWS);
  }

  @Test
  void shouldRunTheGateway() throws IOException, InterruptedException {
    Optional<Jdk> newest = newest();
    if (newest.isEmpty()) {
      return;
    }
    write(Files.createDirectories(folder.resolve("deploy")));
    Map<String, String> environment = Map.of("JAVA_HOME", newest.get().home().toString());
    for (String framework : List.of("felix", "equinox")) {
      try (InstalledGateway gateway = InstalledGateway.start(framework, folder, environment)) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (gateway.report("small").counted().decided() < 5) {
          assertThat(gateway.lives(50)).as(gateway.lastOutput()).isTrue();
          assertThat(System.nanoTime() - until).as(gateway.lastOutput()).isNegative();
        }
        assertThat(gateway.stop()).as(gateway.lastOutput()).isIn(0, 143);
      }
    }
  }

  private static void write(Path target) throws IOException {
    Files.writeString(target.resolve("in.jsonl"), SmallRun.INPUT);
    Files.writeString(target.resolve("priorities.csv"), SmallRun.TABLE);
    Files.writeString(target.resolve("small.yaml"), SmallRun.PIPELINE);
  }

  private static Optional<Jdk> newest() throws IOException {
    int own = Runtime.version().feature();
    Optional<Jdk> found =
        installed().stream()
            .filter(jdk -> jdk.version() > own)
            .max(Comparator.comparingInt(Jdk::version));
    System.out.println(
        found.isPresent()
            ? "Also run on JDK " + found.get().version() + " in " + found.get().home()
            : "No JDK newer than " + own + " in " + JVMS + ": run on this one only");
    return found;
  }

  private static List<Jdk> installed() throws IOException {
    List<Jdk> jdks = new ArrayList<>();
    if (!Files.isDirectory(JVMS)) {
      return jdks;
    }
    List<Path> homes;
    try (Stream<Path> all = Files.list(JVMS)) {
      homes = all.toList();
    }
    for (Path home : homes) {
      Path release = home.resolve("release");
      if (Files.isReadable(release) && Files.isExecutable(home.resolve("bin/java"))) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
          properties.load(in);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        String first = version.split("[.+-]", 2)[0];
        if (first.matches("[0-9]+")) {
          jdks.add(new Jdk(home, Integer.parseInt(first)));
        }
      }
    }
    return jdks;
  }
}
