package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.PlanPrinter;
import org.junit.jupiter.api.Test;

/** The query of the pipeline specification. */
class SpecificationQueryTest {

  private static final String HOT =
      """
      SELECT window.start AS window_start, r.device, p.site, count(*) AS n, avg(temp) AS mean, max(temp) AS peak
      FROM readings r JOIN priorities p ON r.device = p.device
      WHERE p.priority >= 3
      GROUP BY window(ts, '30 seconds', '10 seconds'), r.device, p.site
      """;

  @Test
  void shouldCompileTheQueryOfTheSpecification() throws SqlException {
    assertThat(SqlFixture.plan(HOT))
        .isEqualTo(
            """
            Select window_start = window.start, device, site, n, mean, peak
              Group by window of 30 seconds every 10 seconds of event time, device, site
                  compute n = count(*), mean = avg(temp), peak = max(temp)
                  final when the watermark reaches the window's end
                Keep rows where priority >= 3
                  Join (inner) table priorities on device = priorities.device
                    Source readings\
            """);
  }

  @Test
  void shouldTypeItsColumns() throws SqlException {
    Plan plan = SqlFixture.compile(HOT);

    assertThat(PlanPrinter.columns(plan.schema()))
        .isEqualTo(
            "window_start timestamp, device string, site string, n long, mean double, peak double");
  }
}
