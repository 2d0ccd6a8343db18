package io.weir.shell.command;

import io.weir.engine.run.PipelineStatus;
import io.weir.shell.GatewayControl;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a pipeline is as it is. */
@Command(name = "why", description = "Say why a pipeline does not run, or what hinders it.")
public final class WhyCommand implements Callable<Integer> {

  private static final String QUARANTINED = ": last quarantined: ";

  private final GatewayControl gateway;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "A pipeline, or its file.")
  private String name;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * The command.
   *
   * @param gateway that is asked
   */
  public WhyCommand(GatewayControl gateway) {
    this.gateway = gateway;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean found = false;
    for (PipelineStatus status : gateway.status()) {
      if (status.pipeline().equals(name)) {
        found = true;
        tell(status, out);
      }
    }
    for (Map.Entry<String, String> problem : gateway.problems().entrySet()) {
      String file = problem.getKey();
      if (file.equals(name) || file.replaceFirst("\\.ya?ml$", "").equals(name)) {
        found = true;
        out.println(problem.getValue());
      }
    }
    if (!found) {
      spec.commandLine()
          .getErr()
          .println(
              "weir: found no pipeline '%s'; expected one of %s"
                  .formatted(
                      name, gateway.status().stream().map(PipelineStatus::pipeline).toList()));
      return 2;
    }
    return 0;
  }

  private static void tell(PipelineStatus status, PrintWriter out) {
    String state = status.state().name().toLowerCase(Locale.ROOT);
    out.println(
        status.pipeline()
            + " is "
            + state
            + (status.message().isEmpty() ? "" : ": " + status.message()));
    status.tables().stream()
        .filter(table -> table.version() == 0)
        .forEach(
            table ->
                out.println("  table " + table.name() + " has no version yet " + table.health()));
    status.sources().stream()
        .filter(source -> !source.health().isEmpty())
        .forEach(source -> out.println("  source " + source.name() + ": " + source.health()));
    status.sources().stream()
        .filter(source -> !source.lastReason().isEmpty())
        .forEach(
            source -> out.println("  source " + source.name() + QUARANTINED + source.lastReason()));
    status.queries().stream()
        .filter(query -> !query.lastReason().isEmpty())
        .forEach(
            query -> out.println("  query " + query.name() + QUARANTINED + query.lastReason()));
    status.sinks().stream()
        .filter(sink -> !sink.health().isEmpty())
        .forEach(sink -> out.println("  sink " + sink.name() + ": " + sink.health()));
    status.journal().takeover().forEach(sentence -> out.println("  " + sentence));
  }
}
