package io.weir.simulator.cli;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The fleet that a command is about. */
final class FleetChoice {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FLEET.yaml",
      description = "The fleet file. Without it, the built-in demo fleet.")
  private @Nullable Path file;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What every random draw comes from, instead of the file's seed.")
  private @Nullable Long seed;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "Scale the fleet to N devices, in the same mix of kinds.")
  private @Nullable Integer devices;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Scale the fleet to R messages a second in all.")
  private @Nullable Double rate;

  Fleet fleet() {
    Fleet fleet = file == null ? FleetFile.demo() : FleetFile.read(file);
    if (seed != null) {
      fleet = fleet.withSeed(seed);
    }
    if (devices != null || rate != null) {
      int count = devices == null ? fleet.devices() : devices;
      double perDevice = fleet.ratePerSecond() / fleet.devices();
      fleet = fleet.scaled(count, rate == null ? perDevice * count : rate);
    }
    return fleet;
  }

  /** What is wrong with the numbers, or null. */
  @Nullable String problem() {
    if (devices != null && devices < 1) {
      return "--devices is " + devices + "; expected at least 1";
    }
    if (rate != null && !(rate > 0 && rate < 1e9)) {
      return "--rate is " + rate + "; expected a positive number of messages a second";
    }
    return null;
  }
}
