package io.weir.pipeline.cases;

/**
 * A line of a report.
 *
 * @param kind how it may be coloured
 * @param text of the line
 */
public record ReportLine(Kind kind, String text) {

  /** What a line says. */
  public enum Kind {
    /** A title. */
    TITLE,
    /** A value that is as expected. */
    SAME,
    /** A value that is not. */
    DIFFERENT,
    /** A row that was expected and not found. */
    MISSING,
    /** A row that was found and not expected. */
    EXTRA,
    /** Anything else. */
    NOTE
  }
}
