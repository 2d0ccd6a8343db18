package io.weir.pipeline.cases;

import io.weir.pipeline.RunSummary;
import java.util.List;

/**
 * What came of a case.
 *
 * @param name of the case
 * @param summary of its run
 * @param differences by sink; none if it passed
 */
public record CaseResult(String name, RunSummary summary, List<SinkDifference> differences) {

  /** Whether every sink gave what was expected. */
  public boolean passed() {
    return differences.isEmpty();
  }

  /** What is wrong and what may explain it, for people. */
  public List<ReportLine> report() {
    return CaseReport.of(this);
  }
}
