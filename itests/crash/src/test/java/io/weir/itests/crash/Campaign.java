package io.weir.itests.crash;

import io.weir.simulator.truth.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two strands through one gateway: one with a declared identity, one without. */
final class Campaign implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 100;
  private static final int STILL_LOOKS = 5;
  private static final int HOPELESS_LOOKS = 50;
  private static final int TERMINATED = 143;

  private final String variant;
  private final Path folder;
  private final List<Strand> strands = new ArrayList<>();
  private GatewayProcess gateway;

  /**
   * Starts the gateway and, once it receives, the fleets.
   *
   * @param variant {@code honest} or {@code early} for an embedded gateway, {@code felix} or {@code
   *     equinox} for the distribution
   */
  Campaign(String variant, long seed, String broker, Path folder)
      throws IOException, InterruptedException {
    this.variant = variant;
    this.folder = folder;
    Path deploy = Files.createDirectories(folder.resolve("deploy"));
    strands.add(new Strand("declared", true, seed, broker, deploy));
    strands.add(new Strand("bare", false, seed + 1, broker, deploy));
    gateway = launch();
    awaitReceiving();
    strands.forEach(Strand::startSending);
  }

  GatewayProcess gateway() {
    return gateway;
  }

  void awaitReceiving() throws InterruptedException {
    gateway.awaitReceiving(strands.stream().map(Strand::name).toList(), PATIENCE);
  }

  void killAndRestart() throws IOException, InterruptedException {
    gateway.kill();
    gateway = launch();
  }

  /** Ends the fleets, lets everything arrive, stops the gateway, and compares. */
  Map<String, Verification> finish() throws IOException, InterruptedException {
    awaitReceiving();
    for (Strand strand : strands) {
      strand.stopSending();
    }
    Map<String, Report> last = settle();
    int exit = gateway.stop();
    if (exit != 0 && exit != TERMINATED) {
      throw new AssertionError("exit status " + exit + "\n" + gateway.lastOutput());
    }
    Map<String, Verification> found = new LinkedHashMap<>();
    for (Strand strand : strands) {
      Verification verification = strand.finish(last.get(strand.name()));
      System.out.printf(
          "%s: %d windows compared, %d missing, %d extra, %d wrong; %d rows delivered again%n",
          strand.name(),
          verification.windows(),
          verification.missing(),
          verification.extra(),
          verification.wrong(),
          verification.repeated());
      found.put(strand.name(), verification);
    }
    return found;
  }

  /** Waits until everything sent is accounted for or nothing moves any more. */
  private Map<String, Report> settle() throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Report> reports = reports();
    int still = 0;
    while (still < (settled(reports) ? STILL_LOOKS : HOPELESS_LOOKS)
        && System.nanoTime() - until < 0) {
      if (!gateway.lives(LOOK_MILLIS)) {
        throw new AssertionError("the gateway ended by itself:\n" + gateway.lastOutput());
      }
      Map<String, Report> next = reports();
      boolean same = withoutCommits(next).equals(withoutCommits(reports));
      still = same ? still + 1 : 0;
      reports = next;
    }
    return reports;
  }

  private boolean settled(Map<String, Report> reports) {
    return strands.stream().allMatch(strand -> strand.settled(reports.get(strand.name())));
  }

  private Map<String, Report> reports() {
    Map<String, Report> reports = new LinkedHashMap<>();
    strands.forEach(strand -> reports.put(strand.name(), gateway.report(strand.name())));
    return reports;
  }

  private static List<String> withoutCommits(Map<String, Report> reports) {
    return reports.values().stream()
        .map(each -> each.rows() + " " + each.watermarkMicros() + " " + each.fates())
        .toList();
  }

  private GatewayProcess launch() throws IOException {
    List<Path> files = strands.stream().map(Strand::file).toList();
    return switch (variant) {
      case "felix", "equinox" -> InstalledGateway.start(variant, folder);
      default -> EmbeddedGateway.start(variant, folder, files);
    };
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
    for (Strand strand : strands) {
      strand.close();
    }
  }
}
