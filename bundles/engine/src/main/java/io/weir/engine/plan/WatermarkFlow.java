package io.weir.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the watermark of a query's result comes from, for {@code weir explain}. */
public final class WatermarkFlow {

  private WatermarkFlow() {}

  /**
   * Describes the watermark.
   *
   * @param plan of the query
   * @param greatest whether the greatest of several inputs counts instead of the smallest
   * @return such as {@code the smallest of readings - 10 seconds, events - 10 seconds}
   */
  public static String of(Plan plan, boolean greatest) {
    Map<String, Long> behind = new LinkedHashMap<>();
    collect(plan, 0, behind);
    List<String> inputs = new ArrayList<>();
    behind.forEach(
        (input, micros) -> inputs.add(micros == 0 ? input : input + " - " + length(micros)));
    String all = String.join(", ", inputs);
    return inputs.size() == 1
        ? "that of " + all
        : "the " + (greatest ? "greatest" : "smallest") + " of " + all;
  }

  /** An outer join waits for the watermark to pass its bound, which is a microsecond more. */
  private static String length(long micros) {
    return Durations.toText(micros > 1 && micros % 1000 == 1 ? micros - 1 : micros);
  }

  private static void collect(Plan plan, long behind, Map<String, Long> inputs) {
    if (plan instanceof Plan.SourceScan scan) {
      inputs.merge(scan.source(), behind, Math::max);
    } else if (plan instanceof Plan.QueryScan scan) {
      inputs.merge(scan.query(), behind, Math::max);
    }
    long more = plan instanceof Plan.StreamJoin join ? join.behindMicros() : 0;
    plan.inputs().forEach(input -> collect(input, behind + more, inputs));
  }
}
