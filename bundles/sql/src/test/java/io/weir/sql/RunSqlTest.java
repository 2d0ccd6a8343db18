package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.query.OutputMode;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SQL from text to rows: the plans mean to the engine what the text means to a person. */
class RunSqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 1, 10.0, "l1"),
          new Reading("b", 1, 2, 20.5, "l2"),
          new Reading("c", 1, 3, 30.0, "l1"),
          new Reading("x", 1, 4, 99.0, "l1"),
          new Reading("a", 2, 12, 14.0, "l1"),
          new Reading("a", 3, 13, null, "l1"),
          new Reading("b", 2, 14, 2.5, "l2"));

  private static List<String> run(String sql) throws Exception {
    return SqlRun.run(sql, OutputMode.APPEND, READINGS);
  }

  @Test
  void shouldRunTheQueryOfTheSpecification() throws Exception {
    assertThat(
            run(
                """
                SELECT window.start AS s, r.device, p.site, count(*) AS n, avg(temp) AS mean,
                       max(temp) AS peak
                FROM readings r JOIN priorities p ON r.device = p.device
                WHERE p.priority >= 3
                GROUP BY window(ts, '20 seconds', '10 seconds'), r.device, p.site
                """))
        .containsExactly(
            "1969-12-31T23:59:50Z a north 1 10.0 10.0",
            "1969-12-31T23:59:50Z b south 1 20.5 20.5",
            "1970-01-01T00:00:00Z a north 3 12.0 14.0",
            "1970-01-01T00:00:00Z b south 2 11.5 20.5",
            "1970-01-01T00:00:10Z a north 2 14.0 14.0",
            "1970-01-01T00:00:10Z b south 1 2.5 2.5");
  }

  @Test
  void shouldProjectAndFilter() throws Exception {
    assertThat(
            run(
                "SELECT device || '-' || seq::string AS id, CASE WHEN temp > 15 THEN 'hot' ELSE"
                    + " 'cold' END AS feel, ts + INTERVAL 1 MINUTE AS later FROM readings WHERE"
                    + " temp IS NOT NULL AND line = 'l2'"))
        .containsExactly("b-1 hot 1970-01-01T00:01:02Z", "b-2 cold 1970-01-01T00:01:14Z");
  }

  @Test
  void shouldJoinLeftSemiAndAnti() throws Exception {
    assertThat(
            run(
                "SELECT device, site, table_version(p) AS v FROM readings"
                    + " LEFT JOIN priorities p USING (device) WHERE seq = 1"))
        .containsExactly("a north 7", "b south 7", "c south 7", "x null 7");
    assertThat(run("SELECT device FROM readings LEFT ANTI JOIN priorities USING (device)"))
        .containsExactly("x");
    assertThat(
            run(
                "SELECT r.device FROM readings r LEFT SEMI JOIN"
                    + " (SELECT device FROM priorities WHERE priority > 3) p ON r.device = p.device"
                    + " WHERE r.seq < 3"))
        .containsExactly("a", "a");
    assertThat(
            run(
                "SELECT p.site, r.seq FROM priorities p JOIN readings r"
                    + " ON r.device = p.device AND r.temp > p.priority * 10"))
        .containsExactly("south 1");
  }

  @Test
  void shouldComputeOverGroupsAndChooseAmongThem() throws Exception {
    assertThat(
            run(
                "SELECT upper(line) AS l, sum(seq) + count(temp) AS x,"
                    + " count(*) FILTER (WHERE temp > 10) AS hot"
                    + " FROM readings GROUP BY window(ts, '1 minute'), l HAVING count(*) > 2"))
        .containsExactly("L1 12 3");
  }

  @Test
  void shouldWindowARenamedEventTimeOfASubquery() throws Exception {
    assertThat(
            run(
                "WITH u AS (SELECT ts AS t, seq FROM readings WHERE line = 'l1' UNION ALL SELECT"
                    + " _event_time, seq FROM readings WHERE line = 'l2') SELECT window.end AS e,"
                    + " count(*) AS n FROM u GROUP BY window(t, '10 seconds')"))
        .containsExactly("1970-01-01T00:00:10Z 4", "1970-01-01T00:00:20Z 3");
  }

  @Test
  void shouldKeepDistinctRows() throws Exception {
    assertThat(SqlRun.run("SELECT DISTINCT line FROM readings", OutputMode.UPDATE, READINGS))
        .containsExactly("l1", "l2");
  }

  @Test
  void shouldReadTheRowsOfAnEarlierQuery() throws Exception {
    String tens =
        "SELECT window, line, count(*) AS n FROM readings GROUP BY window(ts, '10 seconds'), line";
    assertThat(
            SqlRun.chain(
                tens,
                "SELECT window.end AS until, sum(n) AS n FROM first"
                    + " GROUP BY window(window, '20 seconds')",
                READINGS))
        .containsExactly("1970-01-01T00:00:20Z 7");
    assertThat(
            SqlRun.chain(tens, "SELECT n, _event_time AS t FROM (SELECT n FROM first) u", READINGS))
        .containsExactly(
            "3 1970-01-01T00:00:09.999999Z",
            "1 1970-01-01T00:00:09.999999Z",
            "2 1970-01-01T00:00:19.999999Z",
            "1 1970-01-01T00:00:19.999999Z");
  }

  @Test
  void shouldJoinTheRowThatHeldAtATime() throws Exception {
    String sql =
        "SELECT r.seq, l.max_temp FROM readings r %s JOIN limits FOR SYSTEM_TIME AS OF r.ts AS l ON"
            + " r.device = l.device";
    List<Reading> readings =
        List.of(
            new Reading("a", 1, -1, 1.0, "l"),
            new Reading("a", 2, 0, 1.0, "l"),
            new Reading("a", 3, 9, 1.0, "l"),
            new Reading("a", 4, 10, 1.0, "l"),
            new Reading("b", 5, 11, 1.0, "l"),
            new Reading("b", 6, 100, 1.0, "l"));
    assertThat(SqlRun.run(sql.formatted(""), OutputMode.APPEND, readings))
        .containsExactly("2 1.0", "3 1.0", "4 2.0", "6 9.0");
    assertThat(SqlRun.run(sql.formatted("LEFT"), OutputMode.APPEND, readings))
        .containsExactly("1 null", "2 1.0", "3 1.0", "4 2.0", "5 null", "6 9.0");
  }
}
