package io.weir.shell.command;

import io.weir.api.Fate;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.RunException;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.VirtualRun;
import io.weir.shell.text.Amounts;
import io.weir.shell.text.TextOutput;
import io.weir.shell.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a pipeline file on files, in virtual time. */
@Command(
    name = "run",
    description = "Run a pipeline file on files, in virtual time.",
    footer = {
      "",
      "A source of type file without --input reads its own path, and a sink of type",
      "file without --output writes its own; rows of other sinks are discarded.",
      "'-' is standard input or output. Standard error sums up what became of every",
      "record. Exit status 0, also when records were quarantined; 2 when refused."
    })
public final class RunCommand extends FileCommand {

  @Option(
      names = "--input",
      paramLabel = "SOURCE=FILE",
      description = "The records of a source, in its format.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(
      names = "--output",
      paramLabel = "SINK=FILE",
      description = "Where the rows of a sink go, in its format; overwritten.")
  private Map<String, Path> outputs = new LinkedHashMap<>();

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "When records without event time begin (default: 1970-01-01T00:00:00Z).")
  private @Nullable String start;

  @Option(
      names = "--no-drain",
      description = "Leave the windows open that are open at the end of the input.")
  private boolean noDrain;

  /**
   * The command.
   *
   * @param setting where it runs
   */
  public RunCommand(Setting setting) {
    super(setting);
  }

  @Override
  int run(Pipeline pipeline) throws RunException, IOException {
    warn(pipeline.warnings());
    VirtualRun run = VirtualRun.of(pipeline).drain(!noDrain).standardOutput(new TextOutput(out()));
    inputs.forEach(run::input);
    outputs.forEach(run::output);
    if (start != null) {
      run.start(instant(start));
    }
    summarize(run.run());
    return 0;
  }

  private static Instant instant(String text) throws RunException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RunException(
          "--start %s: expected an instant such as 2026-11-20T10:00:00Z".formatted(text));
    }
  }

  private void summarize(RunSummary summary) {
    TextTable table = new TextTable(setting().ink());
    for (RunSummary.Source source : summary.sources()) {
      table.row("source", source.name(), fates(source.fates()));
    }
    for (RunSummary.Query query : summary.queries()) {
      String text = fates(query.fates());
      if (query.partlyLate() > 0) {
        text += ", of these " + Amounts.count(query.partlyLate()) + " partly late";
      }
      if (query.resultsQuarantined() > 0) {
        text += "; " + Amounts.count(query.resultsQuarantined()) + " results quarantined";
      }
      table.row("query", query.name(), text + "; " + rows(query.rows()));
    }
    for (RunSummary.Sink sink : summary.sinks()) {
      String to =
          sink.target().isEmpty()
              ? " discarded: type %s; --output %s=FILE keeps them"
                  .formatted(sink.type(), sink.name())
              : " to " + sink.target();
      table.row("sink", sink.name(), rows(sink.rows()) + to);
    }
    table.print(err());
  }

  private static String rows(long rows) {
    return rows == 1 ? "1 row" : Amounts.count(rows) + " rows";
  }

  private static String fates(Map<Fate, Long> fates) {
    return fates.isEmpty()
        ? "no records"
        : fates.entrySet().stream()
            .map(entry -> Amounts.count(entry.getValue()) + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
  }
}
