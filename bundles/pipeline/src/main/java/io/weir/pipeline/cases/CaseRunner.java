package io.weir.pipeline.cases;

import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.RunException;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.VirtualRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a case in virtual time, and compares or writes the rows of its sinks.
 *
 * <p>Thread: one at a time; one runner a run.
 */
public final class CaseRunner {

  private final PipelineCase under;
  private final VirtualRun run;
  private final RunSummary summary;

  private CaseRunner(PipelineCase under, VirtualRun run, RunSummary summary) {
    this.under = under;
    this.run = run;
    this.summary = summary;
  }

  /**
   * Runs a case.
   *
   * @param test the case
   * @param restarts where to restart
   * @param pressure of the sinks
   * @return what can be compared and written
   * @throws RunException if it cannot begin
   * @throws IOException if a file cannot be read
   */
  public static CaseRunner run(PipelineCase test, Restarts restarts, BackPressure pressure)
      throws RunException, IOException {
    VirtualRun run =
        VirtualRun.of(test.pipeline())
            .start(test.start())
            .drain(test.drain())
            .restarts(restarts)
            .backPressure(pressure)
            .collect();
    test.inputs().forEach(run::input);
    test.tables().forEach(run::table);
    test.changes().forEach(change -> run.table(change.table(), change.at(), change.file()));
    return new CaseRunner(test, run, run.run());
  }

  /**
   * Compares.
   *
   * @return what came of the case
   * @throws RunException if there is nothing to compare with, or it cannot be read
   * @throws IOException if a file cannot be read
   */
  public CaseResult compare() throws RunException, IOException {
    if (under.expected().isEmpty()) {
      throw new RunException(
          "%s expects nothing: expected a file a sink, such as %s; --update writes them"
              .formatted(
                  under.name(),
                  under.pipeline().sinks().isEmpty()
                      ? CaseFolder.EXPECTED + "/SINK.jsonl"
                      : under.expectedFile(under.pipeline().sinks().get(0))));
    }
    List<SinkDifference> differences = new ArrayList<>();
    for (Pipeline.Part sink : under.pipeline().sinks()) {
      SinkDifference difference = compare(sink);
      if (difference != null) {
        differences.add(difference);
      }
    }
    return new CaseResult(under.name(), summary, differences);
  }

  private @Nullable SinkDifference compare(Pipeline.Part sink) throws RunException, IOException {
    RowForm form = RowForm.of(sink);
    Path file = under.expected().get(sink.name());
    List<Row> found = form.rows(run.rows(sink.name()));
    List<Row> expected = file == null ? List.of() : form.read(file);
    boolean unordered = under.unordered().contains(sink.name());
    List<RowDiff.Change> changes =
        unordered ? RowDiff.unordered(expected, found) : RowDiff.ordered(expected, found);
    if (changes.isEmpty()) {
      return null;
    }
    return new SinkDifference(
        sink.name(),
        under.expectedFile(sink),
        expected.size(),
        found.size(),
        !unordered && RowDiff.unordered(expected, found).isEmpty(),
        file == null,
        changes);
  }

  /**
   * Writes the rows of every sink as those that are expected from now on.
   *
   * @return what was done, one sentence a sink
   * @throws IOException if a file cannot be written
   */
  public List<String> update() throws IOException {
    List<String> done = new ArrayList<>();
    for (Pipeline.Part sink : under.pipeline().sinks()) {
      List<String> rows = run.rows(sink.name());
      List<String> lines = new ArrayList<>(rows);
      String header = run.header(sink.name());
      if (!header.isEmpty()) {
        lines.add(0, header);
      }
      String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
      Path file = under.expectedFile(sink);
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        done.add("kept   " + file);
      } else {
        Files.createDirectories(under.folder().resolve(CaseFolder.EXPECTED));
        Files.writeString(file, text);
        done.add(
            "wrote  %s, %d %s".formatted(file, rows.size(), rows.size() == 1 ? "row" : "rows"));
      }
    }
    return done;
  }
}
