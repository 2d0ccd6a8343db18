package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.query.OutputMode;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingSetsSqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 1, 4.0, "x"),
          new Reading("b", 2, 2, null, "x"),
          new Reading("a", 3, 3, 1.0, "y"));

  private static final String SUMS = "SELECT device, line, sum(seq) AS s FROM readings GROUP BY ";

  private static List<String> run(String sql) throws Exception {
    return SqlRun.run(sql, OutputMode.COMPLETE, READINGS);
  }

  @Test
  void shouldGroupBySeveralSets() throws Exception {
    assertThat(run(SUMS + "ROLLUP(device, line)"))
        .containsExactly("null null 6", "a null 4", "a x 1", "a y 3", "b null 2", "b x 2");
    assertThat(run(SUMS + "device, line WITH ROLLUP"))
        .isEqualTo(run(SUMS + "ROLLUP(device, line)"));
    assertThat(run(SUMS + "CUBE(device, line)"))
        .containsExactly(
            "null null 6",
            "null x 3",
            "null y 3",
            "a null 4",
            "a x 1",
            "a y 3",
            "b null 2",
            "b x 2");
    assertThat(run(SUMS + "GROUPING SETS ((device), (line))"))
        .containsExactly("null x 3", "null y 3", "a null 4", "b null 2");
    assertThat(run(SUMS + "line, ROLLUP(device)"))
        .isEqualTo(run(SUMS + "GROUPING SETS ((line, device), line)"));
  }

  @Test
  void shouldAggregateAKeyThatASetLeavesOut() throws Exception {
    assertThat(run("SELECT device, max(device) AS m FROM readings GROUP BY ROLLUP(device)"))
        .containsExactly("null b", "a a", "b b");
  }

  @Test
  void shouldTellSetsApart() throws Exception {
    assertThat(
            run(
                "SELECT device, grouping(device) AS g, grouping(line) AS h, grouping_id() AS i,"
                    + " count(*) AS n FROM readings GROUP BY CUBE(device, line)"
                    + " HAVING grouping_id(device, line) <> 0"))
        .containsExactly("null 1 1 3 3", "null 1 0 2 2", "null 1 0 2 1", "a 0 1 1 2", "b 0 1 1 1");
  }

  @Test
  void shouldGroupWindowsBySets() throws Exception {
    assertThat(
            SqlRun.run(
                "SELECT window.end AS e, upper(device) AS d, count(*) AS n FROM readings"
                    + " GROUP BY window(ts, '2 seconds'), ROLLUP(upper(device))",
                OutputMode.APPEND,
                READINGS))
        .containsExactly(
            "1970-01-01T00:00:02Z null 1",
            "1970-01-01T00:00:02Z A 1",
            "1970-01-01T00:00:04Z null 2",
            "1970-01-01T00:00:04Z A 1",
            "1970-01-01T00:00:04Z B 1");
  }

  @Test
  void shouldShowTheSets() throws Exception {
    assertThat(plan("SELECT device, count(*) AS n FROM readings GROUP BY ROLLUP(device)"))
        .contains("A row for each of 2 grouping sets: (device), ()");
  }

  @Test
  void shouldRefuseWhatHasNoMeaning() {
    assertThat(refusedAt("SELECT «grouping(device)», count(*) FROM readings GROUP BY device"))
        .contains("needs ROLLUP, CUBE or GROUPING SETS");
    assertThat(refusedAt("SELECT grouping(«seq») AS g FROM readings GROUP BY CUBE(device)"))
        .contains("seq is no key of GROUP BY; the keys are device");
    assertThat(refusedAt("SELECT count(*) FROM readings «GROUP BY GROUPING SETS (line, (line))»"))
        .contains("twice");
  }
}
