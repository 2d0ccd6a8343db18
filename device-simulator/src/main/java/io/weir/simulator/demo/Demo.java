package io.weir.simulator.demo;

import io.weir.simulator.broker.EmbeddedBroker;
import io.weir.simulator.cli.Converters;
import io.weir.simulator.cli.StopOnSignal;
import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.FleetFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code gateway-distribution/demo}: a simulated fleet through a real broker into a
 * real gateway, its aggregates upstream compared with the truth.
 */
@Command(
    name = "demo",
    description = {
      "A fleet of simulated sensors publishes over MQTT to a Weir gateway, which joins the readings",
      "with a priority table, aggregates them in windows of event time, and forwards the aggregates",
      "upstream, where they are compared with what the simulator knows to be true.",
      ""
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Exit status 0: every compared window is right and every record is accounted for."
    })
public final class Demo implements Callable<Integer> {

  /** The pipeline's file in the gateway's deploy folder. */
  static final String PIPELINE = "hot-machines.yaml";

  @Option(names = "--distribution", hidden = true, required = true)
  private Path distribution = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      description = "How long to send, such as 20s. Default: until Ctrl-C.")
  private @Nullable Duration sendFor;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the outcome as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description =
          "A broker that is there already, such as tcp://127.0.0.1:1883. Default: embedded.")
  private @Nullable String broker;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many devices. Default: ${DEFAULT-VALUE}.")
  private int devices;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "2000",
      description = "Messages a second, of all devices. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      defaultValue = "felix",
      description = "felix or equinox. Default: ${DEFAULT-VALUE}.")
  private String framework = "felix";

  @Option(names = "--live", hidden = true, description = "Standard output is a terminal.")
  private boolean live;

  private Demo() {}

  /**
   * Runs the demo and ends the process with its exit status.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Demo());
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          line.getErr().println("demo: " + problem.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Fleet fleet = FleetFile.demo().scaled(devices, rate);
    // Outermost: a signal holds the process until everything below is put away.
    try (StopOnSignal signal = new StopOnSignal()) {
      Path folder = Files.createTempDirectory("weir-demo-");
      try {
        if (broker != null) {
          return run(fleet, folder, broker, signal);
        }
        try (EmbeddedBroker embedded = EmbeddedBroker.start()) {
          return run(fleet, folder, embedded.url(), signal);
        }
      } finally {
        Folders.delete(folder);
      }
    }
  }

  private int run(Fleet fleet, Path folder, String url, StopOnSignal signal) throws Exception {
    System.out.printf(
        "%,d devices at %,.0f messages a second, broker %s, gateway on %s%n%n",
        fleet.devices(), fleet.ratePerSecond(), url, framework);
    Show show = new Show(fleet, url, sendFor, System.out, live);
    Map<String, String> files =
        Map.of(PIPELINE, pipeline(), "priorities.csv", show.roster().priorityCsv());
    try (GatewayProcess gateway =
        GatewayProcess.start(distribution, folder, framework, url, files)) {
      signal.stops(show::stop);
      var outcome = show.play(gateway);
      System.out.println();
      System.out.println(outcome.describe());
      if (json != null) {
        Files.writeString(json, outcome.toJson() + "\n");
      }
      return outcome.ok() ? 0 : 1;
    }
  }

  private static String pipeline() throws IOException {
    try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(PIPELINE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
