package io.weir.shell.command;

import io.weir.api.Fate;
import io.weir.engine.run.PipelineStatus;
import io.weir.shell.GatewayControl;
import io.weir.shell.text.Amounts;
import io.weir.shell.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the gateway's pipelines are doing. */
@Command(name = "status", description = "Show what the gateway's pipelines are doing.")
public final class StatusCommand implements Callable<Integer> {

  private final Setting setting;
  private final GatewayControl gateway;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "One pipeline; all unless given.")
  private @Nullable String name;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * The command.
   *
   * @param setting where it runs
   * @param gateway that is asked
   */
  public StatusCommand(Setting setting, GatewayControl gateway) {
    this.setting = setting;
    this.gateway = gateway;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<PipelineStatus> pipelines =
        gateway.status().stream().filter(p -> name == null || p.pipeline().equals(name)).toList();
    if (json) {
      out.println(StatusJson.of(gateway, pipelines));
      return 0;
    }
    if (name != null && pipelines.isEmpty()) {
      spec.commandLine().getErr().println("weir: found no pipeline '" + name + "'");
      return 2;
    }
    out.println("gateway " + setting.ink().bold(gateway.id()));
    for (PipelineStatus pipeline : pipelines) {
      out.println();
      print(pipeline, out);
    }
    for (Map.Entry<String, String> problem : gateway.problems().entrySet()) {
      out.println();
      out.println(setting.ink().red(problem.getKey() + " cannot be used:"));
      out.println(problem.getValue());
    }
    return 0;
  }

  private void print(PipelineStatus pipeline, PrintWriter out) {
    out.println(
        setting.ink().bold(pipeline.pipeline())
            + (pipeline.version().isEmpty() ? "" : " " + pipeline.version())
            + "  "
            + state(pipeline)
            + (pipeline.message().isEmpty() ? "" : ": " + pipeline.message()));
    String origin = gateway.origin(pipeline.pipeline());
    if (origin != null) {
      out.println("  from " + origin);
    }
    TextTable table = new TextTable(setting.ink());
    for (PipelineStatus.SourceStatus source : pipeline.sources()) {
      table.row(
          "  source",
          source.name(),
          fates(source.fates())
              + "; watermark "
              + time(source.watermarkMicros())
              + ", last record "
              + time(source.lastReceivedMicros()),
          source.health());
    }
    for (PipelineStatus.TableStatus loaded : pipeline.tables()) {
      table.row(
          "  table",
          loaded.name(),
          loaded.version() == 0
              ? "no version yet"
              : Amounts.count(loaded.rows()) + " rows, version " + loaded.version(),
          loaded.health());
    }
    for (PipelineStatus.QueryStatus query : pipeline.queries()) {
      table.row(
          "  query",
          query.name(),
          fates(query.fates())
              + (query.partlyLate() > 0 ? ", " + query.partlyLate() + " partly late" : "")
              + (query.resultsQuarantined() > 0
                  ? ", " + Amounts.count(query.resultsQuarantined()) + " results quarantined"
                  : "")
              + "; "
              + Amounts.count(query.rowsOut())
              + " rows, watermark "
              + time(query.watermarkMicros())
              + ", state "
              + Amounts.bytes(query.stateBytes()));
    }
    for (PipelineStatus.SinkStatus sink : pipeline.sinks()) {
      table.row(
          "  sink",
          sink.name(),
          Amounts.count(sink.rows())
              + " rows, "
              + Amounts.count(sink.confirmed())
              + " confirmed, "
              + Amounts.count(sink.pendingRows())
              + " wait"
              + (sink.dropped() > 0 ? ", " + Amounts.count(sink.dropped()) + " dropped" : ""),
          sink.health());
    }
    PipelineStatus.JournalStatus journal = pipeline.journal();
    table.row(
        "  journal",
        "",
        Amounts.count(journal.commits())
            + " commits, "
            + Amounts.bytes(journal.bytesAppended())
            + " since the start"
            + (journal.replayed() == 0
                ? ""
                : ", " + Amounts.count(journal.replayed()) + " records replayed"));
    table.print(out);
    journal.takeover().forEach(sentence -> out.println("  " + sentence));
  }

  private String state(PipelineStatus pipeline) {
    String state = pipeline.state().name().toLowerCase(Locale.ROOT);
    return switch (pipeline.state()) {
      case RUNNING, FINISHED -> setting.ink().green(state);
      case FAILED -> setting.ink().red(state);
      default -> setting.ink().yellow(state);
    };
  }

  private static String fates(Map<Fate, Long> fates) {
    String text =
        fates.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> Amounts.count(entry.getValue()) + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "no records" : text;
  }

  private static String time(long micros) {
    if (micros == Long.MIN_VALUE) {
      return "none";
    }
    return micros == Long.MAX_VALUE
        ? "at the end"
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
