package io.weir.simulator.cli;

import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.truth.Fates;
import io.weir.simulator.truth.FatesReader;
import io.weir.simulator.truth.LedgerEntry;
import io.weir.simulator.truth.LedgerReader;
import io.weir.simulator.truth.Meaning;
import io.weir.simulator.truth.Truth;
import io.weir.simulator.truth.Verification;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir-sim verify}. */
@Command(
    name = "verify",
    description = {
      "Compares what arrived upstream with the truth of a ledger.",
      "The pipeline is the one of the documentation: join with the priority table, keep priority 3",
      "and more, window, group by device and site; count as n, avg as mean, max as peak.",
      "Exit status 0 if every window compared is right, 1 if not.",
      ""
    })
final class VerifyCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--ledger",
      required = true,
      paramLabel = "FILE",
      description = "What weir-sim run wrote with --ledger.")
  private Path ledger = Path.of("ledger.jsonl");

  @Option(
      names = "--upstream",
      required = true,
      paramLabel = "FILE",
      description = "The rows that arrived upstream, as JSON Lines.")
  private Path upstream = Path.of("upstream.jsonl");

  @Option(
      names = "--fates",
      paramLabel = "FILE",
      description =
          "The gateway's counts, to be compared too: {\"source\": {\"accepted\": ...}, "
              + "\"query\": {\"aggregated\": ...}}.")
  private @Nullable Path fatesFile;

  @Option(
      names = "--final-watermark",
      paramLabel = "INSTANT",
      defaultValue = "end",
      description =
          "Compare windows that end at or before it; end compares all. Default: "
              + "${DEFAULT-VALUE}.")
  private String finalWatermark = "end";

  @Option(
      names = "--watermark",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      defaultValue = "2s",
      description = "The source's watermark. Default: ${DEFAULT-VALUE}.")
  private Duration watermark = Duration.ofSeconds(2);

  @Option(
      names = "--window",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      defaultValue = "30s",
      description = "Length of a window. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofSeconds(30);

  @Option(
      names = "--slide",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      defaultValue = "10s",
      description = "Time between two windows. Default: ${DEFAULT-VALUE}.")
  private Duration slide = Duration.ofSeconds(10);

  @Option(
      names = "--no-max-ahead",
      description = "Event times in the future are not refused; so it is in weir run.")
  private boolean noMaxAhead;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the outcome as JSON too.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("the command was not set up by picocli");
    }
    PrintWriter out = command.commandLine().getOut();
    Verification outcome;
    try {
      outcome = verify();
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "cannot read: " + e.getMessage(), e);
    }
    if (json != null) {
      Files.writeString(json, outcome.toJson() + '\n');
    }
    out.println(outcome.describe());
    out.flush();
    return outcome.ok() ? 0 : 1;
  }

  private Verification verify() throws IOException {
    Meaning meaning = Meaning.DEMO.withWatermark(watermark).withWindow(window, slide);
    meaning = noMaxAhead ? meaning.withoutMaxAhead() : meaning;
    Truth truth;
    try (LedgerReader reader =
        new LedgerReader(new BufferedInputStream(Files.newInputStream(ledger), 1 << 16))) {
      meaning = meaning.withSkewMicros(reader.header().skewMicros());
      truth = new Truth(meaning, reader.header().startMicros(), reader.header().table());
      for (LedgerEntry entry = reader.next(); entry != null; entry = reader.next()) {
        truth.sent(entry);
      }
    }
    try (BufferedReader rows = Files.newBufferedReader(upstream)) {
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        if (!row.isBlank()) {
          truth.upstream(row.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    Fates fates = fatesFile == null ? null : FatesReader.read(Files.readString(fatesFile));
    return truth.finish(finalWatermarkMicros(), fates);
  }

  private long finalWatermarkMicros() throws IOException {
    if (finalWatermark.equals("end")) {
      return Long.MAX_VALUE;
    }
    OptionalLong micros = FleetFile.start(finalWatermark).orElse(OptionalLong.empty());
    return micros.orElseThrow(
        () ->
            new IOException(
                "--final-watermark '"
                    + finalWatermark
                    + "'; expected 2026-01-01T00:00:00Z or end"));
  }
}
