package io.weir.shell.command;

import io.weir.pipeline.FlashEstimate;
import io.weir.pipeline.Pipeline;
import io.weir.shell.text.Amounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Validates a pipeline file and says what it can take and what it writes. */
@Command(
    name = "check",
    description = "Validate a pipeline file without running it.",
    footer = {"", "Exit status 0 if it can run, 2 if not, with every error and its place."})
public final class CheckCommand extends FileCommand {

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Records a second for the estimate of bytes written (default: 100).")
  private double rate;

  /**
   * The command.
   *
   * @param setting where it runs
   */
  public CheckCommand(Setting setting) {
    super(setting);
  }

  @Override
  int run(Pipeline pipeline) {
    warn(pipeline.warnings());
    warn(pipeline.lookAtTables());
    out().println(setting().ink().green("ok") + "  " + pipeline);
    FlashEstimate estimate = pipeline.estimate(Math.max(0, rate));
    for (FlashEstimate.SourceRate source : estimate.sources()) {
      out()
          .println(
              "source %s: %s"
                  .formatted(
                      source.name(),
                      Double.isInfinite(source.recordsPerSecond())
                          ? "no bound on its rate"
                          : "at most "
                              + Amounts.rate(source.recordsPerSecond())
                              + " records/s, by its options and commit"));
    }
    out()
        .println(
            "written to flash at %s records/s of about %d bytes: %s a day (journal %s,"
                    .formatted(
                        Amounts.rate(estimate.recordsPerSecond()),
                        estimate.recordBytes(),
                        Amounts.bytes(estimate.bytesPerDay()),
                        Amounts.bytes(estimate.journalBytesPerDay()))
                + " identities %s), and the state of queries once a minute"
                    .formatted(Amounts.bytes(estimate.checkpointBytesPerDay())));
    return 0;
  }
}
