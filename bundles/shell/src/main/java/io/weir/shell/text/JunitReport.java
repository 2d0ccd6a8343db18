package io.weir.shell.text;

import io.weir.pipeline.cases.CaseResult;
import io.weir.pipeline.cases.ReportLine;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The outcome of cases in the XML that JUnit's runners write and build servers read.
 *
 * <p>Thread: one at a time.
 */
public final class JunitReport {

  private final StringBuilder cases = new StringBuilder();
  private int tests;
  private int failures;
  private int errors;
  private double seconds;

  /**
   * Adds a case that ran.
   *
   * @param result of it
   * @param nanos how long it took
   */
  public void add(CaseResult result, long nanos) {
    if (result.passed()) {
      add(result.name(), nanos, "");
    } else {
      failures++;
      String text =
          result.report().stream().map(ReportLine::text).collect(Collectors.joining("\n"));
      add(result.name(), nanos, element("failure", "the rows are not as expected", text));
    }
  }

  /**
   * Adds a case that could not run.
   *
   * @param name of it
   * @param reason why
   * @param nanos how long it took
   */
  public void addRefused(String name, String reason, long nanos) {
    errors++;
    add(name, nanos, element("error", "refused", reason));
  }

  /** All of it. */
  public String text() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="weir test" tests="%d" failures="%d" errors="%d" skipped="0" time="%s">
        %s</testsuite>
        """
        .formatted(tests, failures, errors, time(seconds), cases);
  }

  private void add(String name, long nanos, String inner) {
    tests++;
    seconds += nanos / 1e9;
    cases.append(
        "  <testcase classname=\"weir\" name=\"%s\" time=\"%s\">%s</testcase>\n"
            .formatted(escaped(name), time(nanos / 1e9), inner));
  }

  private static String element(String name, String message, String text) {
    return "<%s message=\"%s\">%s</%s>".formatted(name, message, escaped(text), name);
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        // What XML cannot hold.
        .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
  }
}
