package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AggregationSqlTest {

  private static final String FOR_EVER =
      "\n      kept for ever: no window bounds its state\n    Source readings";

  @Test
  void shouldGroupByExpressionsAliasesAndPositions() throws SqlException {
    String expected =
        """
        Select d, n
          Group by d = upper(device)
              compute n = count(*)
              kept for ever: no window bounds its state
            Source readings\
        """;
    String select = "SELECT upper(device) AS d, count(*) AS n FROM readings GROUP BY ";
    assertThat(plan(select + "upper(device)")).isEqualTo(expected);
    assertThat(plan(select + "d")).isEqualTo(expected);
    assertThat(plan(select + "1")).isEqualTo(expected);
    assertThat(plan(select + "ALL")).isEqualTo(expected);
    assertThat(plan(select + "d, 1, upper(device)")).isEqualTo(expected);
  }

  @Test
  void shouldPreferAColumnOfTheInputToAnAlias() throws SqlException {
    assertThat(plan("SELECT line AS device, count(*) AS n FROM readings GROUP BY line, device"))
        .startsWith("Select device = line, n\n  Group by line, device\n");
  }

  @Test
  void shouldComputeOverKeysAndAggregates() throws SqlException {
    assertThat(
            plan(
                "SELECT concat(device, '!') AS d, sum(seq) + count(*) * 2 AS x, max(temp) -"
                    + " min(temp) FROM readings GROUP BY device"))
        .isEqualTo(
            """
            Select d = concat(device, '!'), x = sum(seq) + (count(*) * 2), max(temp) - min(temp)
              Group by device
                  compute sum(seq), count(*), max(temp), min(temp)
                  kept for ever: no window bounds its state
                Source readings\
            """
                .replace("cast(2 AS long)", "2"));
  }

  @Test
  void shouldComputeAnAggregateOnce() throws SqlException {
    assertThat(
            plan(
                "SELECT count(*) AS n, count(1) AS m, COUNT( * ) + 1 AS o FROM readings"
                    + " HAVING count(*) > 2"))
        .isEqualTo(
            """
            Select n, m = n, o = n + 1
              Keep rows where n > 2
                All rows as one group
                    compute n = count(*)
                    kept for ever: no window bounds its state
                  Source readings\
            """);
  }

  @Test
  void shouldFilterAndTakeDistinctValues() throws SqlException {
    assertThat(
            plan(
                "SELECT count(DISTINCT line) AS lines, max(temp) FILTER (WHERE seq > 3) AS peak"
                    + " FROM readings"))
        .isEqualTo(
            "Select lines, peak\n"
                + "  All rows as one group\n"
                + "      compute lines = count(DISTINCT line), peak = max(temp) FILTER (WHERE (seq"
                + " > 3))"
                + FOR_EVER);
  }

  @Test
  void shouldFilterGroups() throws SqlException {
    assertThat(
            plan(
                "SELECT device, count(*) AS n FROM readings GROUP BY device"
                    + " HAVING n > 3 AND max(temp) > 30 AND device <> 'a'"))
        .isEqualTo(
            """
            Select device, n
              Keep rows where ((n > 3) AND (max(temp) > 30.0)) AND (device <> 'a')
                Group by device
                    compute n = count(*), max(temp)
                    kept for ever: no window bounds its state
                  Source readings\
            """);
  }

  @Test
  void shouldLetAnAliasHideAColumnThatIsNotGroupedInHaving() throws SqlException {
    assertThat(
            plan("SELECT device, max(temp) AS temp FROM readings GROUP BY device HAVING temp > 3"))
        .startsWith("Select device, temp\n  Keep rows where temp > 3.0\n    Group by device\n");
    assertThat(
            plan(
                "SELECT max(temp) AS line, line AS l FROM readings GROUP BY line HAVING line ="
                    + " 'a'"))
        .startsWith("Select line, l = line\n  Keep rows where line = 'a'\n    Group by line\n");
  }

  @Test
  void shouldTakeDistinctRowsAsGroups() throws SqlException {
    assertThat(plan("SELECT DISTINCT device, line FROM readings"))
        .isEqualTo(
            """
            Group by device, line
                kept for ever: no window bounds its state
              Select device, line
                Source readings\
            """);
    assertThat(plan("SELECT DISTINCT window(ts, '10 seconds') AS w, device FROM readings"))
        .isEqualTo(
            """
            Select w = window, device
              Group by window of 10 seconds of event time, device
                  final when the watermark reaches the window's end
                Source readings\
            """);
  }

  @Test
  void shouldRefuseColumnsThatAreNotGrouped() {
    assertThat(refusedAt("SELECT device,\n  «temp» FROM readings GROUP BY device"))
        .isEqualTo(
            "temp is neither a key of GROUP BY nor in an aggregate; group by it, or take max(temp)"
                + " or the like");
    assertThat(
            refusedAt(
                "SELECT seq + 1 AS a, «seq» AS b, count(*) AS n FROM readings GROUP BY seq + 1"))
        .startsWith("seq is neither a key");
    assertThat(refusedAt("SELECT max(temp) AS m FROM readings HAVING «seq» > 1"))
        .startsWith("seq is neither a key");
    assertThat(refusedAt("SELECT «*», count(*) AS n FROM readings GROUP BY device"))
        .startsWith("seq is neither a key");
  }

  @Test
  void shouldRefuseAggregatesWhereThereAreNoGroups() {
    assertThat(refusedAt("SELECT device FROM readings WHERE «count(*)» > 1"))
        .isEqualTo(
            "the aggregate count cannot stand in WHERE; use HAVING, which sees whole groups, or"
                + " FILTER (WHERE …)");
    assertThat(refusedAt("SELECT max(«count(*)») AS m FROM readings"))
        .isEqualTo(
            "the aggregate count cannot stand in an aggregate; aggregate in a query inside this"
                + " one");
    assertThat(refusedAt("SELECT count(*) AS n FROM readings GROUP BY «max(seq)»"))
        .startsWith("the aggregate max cannot stand in GROUP BY");
    assertThat(refusedAt("SELECT count(*) AS n FROM readings GROUP BY «3»"))
        .isEqualTo("GROUP BY 3: a number is the position of a column in SELECT, from 1 to 1");
    assertThat(refusedAt("«SELECT device FROM readings HAVING true»"))
        .startsWith("HAVING needs groups");
    assertThat(refusedAt("SELECT upper(«DISTINCT» device) AS d FROM readings"))
        .isEqualTo("DISTINCT belongs to an aggregate, and upper is none");
    assertThat(refusedAt("SELECT «count()» AS n FROM readings"))
        .isEqualTo("count() needs an argument; to count rows write count(*)");
  }
}
