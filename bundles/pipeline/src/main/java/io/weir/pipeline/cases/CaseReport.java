package io.weir.pipeline.cases;

import io.weir.pipeline.cases.ReportLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says how a case differs, first what, then what became of the records. */
final class CaseReport {

  private static final int MOST_CHANGES = 10;
  private static final int WIDEST = 60;

  private final List<ReportLine> lines = new ArrayList<>();

  private CaseReport() {}

  static List<ReportLine> of(CaseResult result) {
    CaseReport report = new CaseReport();
    result.differences().forEach(report::sink);
    report.lines.addAll(SummaryReport.of(result.summary()));
    return report.lines;
  }

  private void add(Kind kind, String text) {
    lines.add(new ReportLine(kind, text));
  }

  private void sink(SinkDifference difference) {
    String title =
        "sink %s: %s expected, %s found"
            .formatted(
                difference.sink(),
                rows(difference.expectedRows()),
                Integer.toString(difference.foundRows()));
    if (difference.unexpected()) {
      title += "; %s is not there, so no row was expected".formatted(difference.file());
    } else if (difference.reordered()) {
      title += "; the same rows in another order";
    }
    add(Kind.TITLE, title);
    boolean first = true;
    int shown = 0;
    for (RowDiff.Change change : difference.changes()) {
      if (shown++ == MOST_CHANGES) {
        int more = difference.changes().size() - MOST_CHANGES;
        add(Kind.NOTE, "  and %d more".formatted(more));
        return;
      }
      Row expected = change.expected();
      Row found = change.found();
      if (expected == null && found != null) {
        add(
            Kind.EXTRA,
            "  + row %d: %s".formatted(change.foundRow(), SummaryReport.cut(found.text())));
      } else if (expected != null && found == null) {
        add(
            Kind.MISSING,
            "  - row %d: %s".formatted(change.expectedRow(), SummaryReport.cut(expected.text())));
      } else if (expected != null && found != null) {
        if (first) {
          inFull(change, expected, found);
        } else {
          inShort(change, expected, found);
        }
        first = false;
      }
    }
  }

  private static String rows(int count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  private static String number(RowDiff.Change change) {
    return change.expectedRow() == change.foundRow()
        ? "row " + change.expectedRow()
        : "row %d, found as row %d".formatted(change.expectedRow(), change.foundRow());
  }

  private void inFull(RowDiff.Change change, Row expected, Row found) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "expected", "found"));
    for (String column : Row.columns(expected, found)) {
      table.add(List.of(column, cut(expected, column), cut(found, column)));
    }
    int[] widths = new int[3];
    for (List<String> cells : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    add(Kind.NOTE, "  " + number(change) + " differs:");
    for (int i = 0; i < table.size(); i++) {
      List<String> cells = table.get(i);
      boolean same = i == 0 || expected.agrees(found, cells.get(0));
      String text = "  %s ".formatted(same ? " " : "*");
      for (int column = 0; column < widths.length; column++) {
        text += cells.get(column) + " ".repeat(widths[column] - cells.get(column).length() + 2);
      }
      add(i == 0 ? Kind.NOTE : same ? Kind.SAME : Kind.DIFFERENT, "  " + text.stripTrailing());
    }
  }

  private void inShort(RowDiff.Change change, Row expected, Row found) {
    String columns =
        Row.differing(expected, found).stream()
            .map(
                column ->
                    "%s is %s, not %s".formatted(column, cut(found, column), cut(expected, column)))
            .collect(Collectors.joining("; "));
    add(Kind.DIFFERENT, "  * " + number(change) + ": " + columns);
  }

  private static String cut(Row row, String column) {
    String text = row.shown(column);
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }
}
