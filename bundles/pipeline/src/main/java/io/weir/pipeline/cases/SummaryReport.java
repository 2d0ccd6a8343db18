package io.weir.pipeline.cases;

import io.weir.api.Fate;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.cases.ReportLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what became of the records of a run: the first thing to read when rows are missing. */
public final class SummaryReport {

  private static final int LONGEST_ROW = 200;

  private SummaryReport() {}

  /**
   * A report.
   *
   * @param summary of a run, finished or not
   * @return the fates, then the reasons of what was quarantined, if anything was
   */
  public static List<ReportLine> of(RunSummary summary) {
    List<ReportLine> lines = new ArrayList<>();
    fates(summary, lines);
    quarantined(summary, lines);
    return lines;
  }

  private static void fates(RunSummary summary, List<ReportLine> lines) {
    lines.add(new ReportLine(Kind.TITLE, "fates:"));
    for (RunSummary.Source source : summary.sources()) {
      lines.add(note("  source %s: %s", source.name(), counts(source.fates())));
    }
    for (RunSummary.Query query : summary.queries()) {
      String failed =
          query.resultsQuarantined() == 0
              ? ""
              : ", %d results quarantined".formatted(query.resultsQuarantined());
      lines.add(note("  query %s: %s%s", query.name(), counts(query.fates()), failed));
    }
  }

  private static String counts(Map<Fate, Long> fates) {
    return fates.isEmpty()
        ? "no records"
        : fates.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
  }

  private static void quarantined(RunSummary summary, List<ReportLine> lines) {
    if (summary.quarantined().isEmpty()) {
      return;
    }
    lines.add(new ReportLine(Kind.TITLE, "quarantined:"));
    for (RunSummary.Quarantined record : summary.quarantined()) {
      lines.add(
          note(
              "  %s %s: %s: %s",
              record.kind(), record.name(), record.reason(), cut(record.record())));
    }
  }

  private static ReportLine note(String text, Object... values) {
    return new ReportLine(Kind.NOTE, text.formatted(values));
  }

  /** The beginning of a long row. */
  static String cut(String text) {
    return text.length() <= LONGEST_ROW ? text : text.substring(0, LONGEST_ROW - 1) + "…";
  }
}
