package io.weir.simulator.cli;

import io.weir.simulator.fleet.Fleet;
import io.weir.simulator.fleet.Roster;
import io.weir.simulator.generate.FleetGenerator;
import io.weir.simulator.output.JsonLinesOutput;
import io.weir.simulator.output.MqttOutput;
import io.weir.simulator.output.MqttTarget;
import io.weir.simulator.output.Output;
import io.weir.simulator.output.OutputException;
import io.weir.simulator.output.Pace;
import io.weir.simulator.output.Simulation;
import io.weir.simulator.truth.LedgerHeader;
import io.weir.simulator.truth.LedgerSink;
import io.weir.simulator.truth.LedgerWriter;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir-sim run}. */
@Command(
    name = "run",
    description = {
      "Runs a fleet: over MQTT, or into a file as JSON Lines.",
      "The same fleet, seed and start make the same messages, byte by byte, at any speed.",
      ""
    })
final class RunCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final FleetChoice choice = new FleetChoice();

  @ArgGroup(multiplicity = "1")
  private final Target target = new Target();

  /** Where messages go: one of two. */
  static final class Target {
    @Option(
        names = "--broker",
        paramLabel = "URL",
        description = "Publish to this broker, such as tcp://localhost:1883 or ssl://host:8883.")
    private @Nullable String broker;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write JSON Lines to this file; - is standard output.")
    private @Nullable String out;
  }

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      description =
          "Length of the run in the fleet's own time, such as 20s. Default: until Ctrl-C.")
  private @Nullable Duration runFor;

  @Option(
      names = "--speed",
      paramLabel = "S",
      converter = Converters.OfSpeed.class,
      description =
          "1x is real time, 10x ten times as fast, max as fast as it goes. Default: 1x "
              + "to a broker, max to a file.")
  private @Nullable Double speed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      converter = Converters.OfStart.class,
      description =
          "Event time of the start, such as 2026-01-01T00:00:00Z, or now. Default: the "
              + "file's; else now to a broker, 2026-01-01 to a file.")
  private @Nullable OptionalLong start;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "8",
      description = "Connections among which the devices are spread. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--qos",
      paramLabel = "Q",
      description = "MQTT quality of service, 0 to 2, instead of the file's.")
  private @Nullable Integer qos;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "200",
      description = "Unacknowledged messages a connection. Default: ${DEFAULT-VALUE}.")
  private int window;

  @Option(
      names = "--skew",
      paramLabel = "TIME",
      defaultValue = "500ms",
      description =
          "How far messages of different connections may overtake each other, in the "
              + "fleet's time, or off. The truth about late records needs a limit. Default: "
              + "${DEFAULT-VALUE}.")
  private String skew = "500ms";

  @Option(names = "--user", paramLabel = "NAME", description = "User name for the broker.")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      description = "Password for the broker; with no text it is asked for.",
      arity = "0..1",
      interactive = true)
  private @Nullable String password;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Write down every message sent, for weir-sim verify.")
  private @Nullable Path ledgerFile;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress on standard error.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    refuseNonsense();
    Fleet fleet = choice.fleet();
    fleet = qos == null ? fleet : fleet.withQos(qos);
    long startMicros = startMicros(fleet);
    Roster roster = Roster.of(fleet);
    FleetGenerator generator = new FleetGenerator(fleet, roster, startMicros);
    long skewMicros = target.broker == null ? 0 : skewMicros();
    LedgerHeader header =
        new LedgerHeader(fleet.name(), fleet.seed(), startMicros, skewMicros, roster.table());
    // Outermost, so that a signal waits until the ledger is closed too.
    try (StopOnSignal signal = new StopOnSignal();
        LedgerWriter ledger = openLedger(header)) {
      LedgerSink sink = ledger == null ? entry -> {} : ledger;
      try (Output output = open(fleet, skewMicros, sink)) {
        Simulation simulation = new Simulation(generator, output, Pace.of(speed()), length());
        signal.stops(simulation::stop);
        run(fleet, simulation);
      }
    }
    return 0;
  }

  private void run(Fleet fleet, Simulation simulation) {
    try (ProgressLine progress = progressLine(fleet, simulation)) {
      simulation.run();
      progress.last();
    }
  }

  private ProgressLine progressLine(Fleet fleet, Simulation simulation) {
    ProgressLine line = new ProgressLine(simulation, commandSpec().commandLine().getErr(), quiet);
    line.start(
        String.format(
            "%s: %,d devices, %,.0f messages a second, seed %d",
            fleet.name(), fleet.devices(), fleet.ratePerSecond(), fleet.seed()));
    return line;
  }

  private @Nullable LedgerWriter openLedger(LedgerHeader header) throws IOException {
    if (ledgerFile == null) {
      return null;
    }
    try {
      OutputStream out = Files.newOutputStream(ledgerFile);
      return new LedgerWriter(new BufferedOutputStream(out, 1 << 16), header);
    } catch (IOException e) {
      throw new OutputException("the ledger " + ledgerFile + " cannot be written: " + e, e);
    }
  }

  private Output open(Fleet fleet, long skewMicros, LedgerSink sink) {
    if (target.broker != null) {
      MqttTarget broker = new MqttTarget(target.broker, user, password);
      MqttOutput.Settings settings =
          new MqttOutput.Settings(connections, fleet.qos(), window, skewMicros);
      return new MqttOutput(broker, settings, sink);
    }
    String file = String.valueOf(target.out);
    if (file.equals("-")) {
      return new JsonLinesOutput("standard output", System.out, sink);
    }
    try {
      return new JsonLinesOutput(file, new FileOutputStream(file), sink);
    } catch (IOException e) {
      throw new OutputException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void refuseNonsense() {
    String problem = choice.problem();
    if (problem == null && qos != null && (qos < 0 || qos > 2)) {
      problem = "--qos is " + qos + "; expected 0, 1 or 2";
    }
    if (problem == null && (connections < 1 || connections > 10_000)) {
      problem = "--connections is " + connections + "; expected 1 to 10000";
    }
    if (problem == null && (window < 1 || window > 65_000)) {
      problem = "--window is " + window + "; expected 1 to 65000";
    }
    if (problem == null && runFor == null && Double.isInfinite(speed())) {
      problem = "at full speed a run needs an end; add --for, such as --for 10m, or --speed 1x";
    }
    if (problem != null) {
      throw new ParameterException(commandSpec().commandLine(), problem);
    }
  }

  private CommandSpec commandSpec() {
    CommandSpec found = spec;
    if (found == null) {
      throw new IllegalStateException("the command was not set up by picocli");
    }
    return found;
  }

  private double speed() {
    if (speed != null) {
      return speed;
    }
    return target.broker == null ? Double.POSITIVE_INFINITY : 1;
  }

  private Duration length() {
    return runFor == null ? Simulation.ENDLESS : runFor;
  }

  private long skewMicros() {
    if (skew.equals("off")) {
      return MqttOutput.NO_SKEW_LIMIT;
    }
    return new Converters.OfDuration().convert(skew).toNanos() / 1000;
  }

  private long startMicros(Fleet fleet) {
    OptionalLong wanted = start == null ? fleet.startMicros() : start;
    if (wanted.isPresent()) {
      return wanted.getAsLong();
    }
    if (target.broker == null && start == null) {
      return Fleet.FIXED_START_MICROS;
    }
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).getEpochSecond() * 1_000_000;
  }
}
