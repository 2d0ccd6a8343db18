package io.weir.engine.query;

import java.util.List;
import java.util.stream.Collectors;

/** What is seen of a pipeline from outside, as text. */
final class PipelineOutcome {

  private final StringBuilder text = new StringBuilder();

  PipelineOutcome(long rejected) {
    text.append(rejected).append(" rejected");
  }

  /** Adds a query; the order of its side rows is no promise. */
  void add(String query, List<String> rows, Outcome outcome) {
    section(query, rows);
    section(query + " late", outcome.late.stream().sorted().toList());
    section(query + " quarantined", outcome.quarantined.stream().sorted().toList());
    text.append(
        "\n%s %s partly %d failed %d"
            .formatted(query, outcome.fates, outcome.partlyLate, outcome.failedResults.size()));
  }

  private void section(String title, List<String> rows) {
    text.append('\n').append(title);
    text.append(rows.stream().map(row -> "\n  " + row).collect(Collectors.joining()));
  }

  String text() {
    return text.toString();
  }
}
