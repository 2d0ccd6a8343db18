package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.StreamJoin;
import io.weir.engine.plan.Plan.TimeBounds;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.QuerySpec;
import io.weir.operators.expr.Expr;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamJoinSqlTest {

  private static final String PAIRS =
      "SELECT a.seq AS a, b.seq AS b FROM readings a %s JOIN readings b ON a.device = b.device";

  private static StreamJoin join(String sql) throws SqlException {
    Plan plan = SqlFixture.compile(sql);
    while (!(plan instanceof StreamJoin)) {
      plan = plan.inputs().get(0);
    }
    return (StreamJoin) plan;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b.ts BETWEEN a.ts - INTERVAL 5 SECONDS AND a.ts + INTERVAL 10 SECONDS | -5000000 | 10000000",
        "a.ts BETWEEN b.ts - INTERVAL 5 SECONDS AND b.ts + INTERVAL 10 SECONDS | -10000000 | 5000000",
        "a.ts >= b.ts AND a.ts < b.ts + INTERVAL 1 MINUTE | -59999999 | 0",
        "a.ts + INTERVAL 1 SECOND <= b.ts - INTERVAL 2 SECONDS AND b.ts < a.ts + INTERVAL 1 HOUR"
            + " | 3000000 | 3599999999",
        "b.ts - a.ts <= INTERVAL 3 SECONDS AND INTERVAL 0 SECONDS <= b.ts - a.ts | 0 | 3000000",
        "timestampdiff(SECOND, a.ts, b.ts) = 2 | 2000000 | 2999999",
        "timestampdiff(SECOND, a.ts, b.ts) BETWEEN 0 AND 1 | -999999 | 1999999",
        "timestampdiff(MILLISECOND, b.ts, a.ts) > 5 AND a.ts < b.ts + INTERVAL 1 SECOND"
            + " | -999999 | -6000",
        "a.ts = b.ts | 0 | 0",
      })
  void shouldFindTheBoundsOfTimeInAnyForm(String condition, long least, long most)
      throws SqlException {
    StreamJoin on = join(PAIRS.formatted("") + " AND " + condition);
    assertThat(on.bounds()).isEqualTo(new TimeBounds(least, most));
    assertThat(on.residual()).isNull();

    StreamJoin where = join(PAIRS.formatted("") + " WHERE " + condition);
    assertThat(where.bounds()).isEqualTo(on.bounds());
  }

  @Test
  void shouldLeaveWhatIsNoBoundToTheCondition() throws SqlException {
    StreamJoin join =
        join(
            PAIRS.formatted("")
                + " AND a.temp < b.temp AND a._received < b._received AND a.ts < b.ts");
    assertThat(join.bounds()).isEqualTo(new TimeBounds(1, Long.MAX_VALUE));
    assertThat(join.residual()).hasToString("((temp < temp) AND (_received < _received))");
  }

  @Test
  void shouldSayThatMonthsBoundNothing() throws SqlException {
    for (String condition :
        List.of(
            "b.ts BETWEEN a.ts AND a.ts + INTERVAL 1 MONTH",
            "timestampdiff(YEAR, a.ts, b.ts) BETWEEN 0 AND 1")) {
      Plan plan = join(PAIRS.formatted("") + " AND " + condition);
      assertThat(
              QueryCompiler.warnings(new QuerySpec("q", plan, OutputMode.APPEND, false, 1 << 20)))
          .as(condition)
          .singleElement()
          .asString()
          .contains("months and years", "no fixed length", "31 days");
    }
  }

  @Test
  void shouldTakeEqualWindowsAsEqualTimes() throws SqlException {
    StreamJoin join =
        join("SELECT a.n FROM hot a JOIN hot b ON a.window = b.window AND a.device = b.device");
    assertThat(join.bounds()).isEqualTo(new TimeBounds(0, 0));
    assertThat(join.keys()).hasSize(2);
  }

  @Test
  void shouldWindowEitherSidesTime() throws SqlException {
    String sql =
        "SELECT window.start, count(*) FROM readings a JOIN events b ON a.seq = b.id AND a.ts >="
            + " b._event_time AND a.ts < b._event_time + INTERVAL 1 SECOND GROUP BY window(%s, '1"
            + " minute')";
    Plan.Aggregate ofLeft =
        (Plan.Aggregate) SqlFixture.compile(sql.formatted("a.ts")).inputs().get(0);
    Plan.Aggregate ofPair =
        (Plan.Aggregate) SqlFixture.compile(sql.formatted("_event_time")).inputs().get(0);
    assertThat(((Plan.EventTime) ofLeft.input()).time()).hasToString("ts");
    assertThat(ofPair.input()).isInstanceOf(StreamJoin.class);
  }

  @Test
  void shouldBoundAJoinOfAJoinByTheTimeOfOneOfItsSides() throws SqlException {
    StreamJoin join =
        join(
            "SELECT a.seq FROM readings a JOIN readings b ON a.device = b.device AND b.ts BETWEEN"
                + " a.ts AND a.ts + INTERVAL 1 SECOND JOIN readings c ON c.device = b.device AND"
                + " c.ts BETWEEN b.ts AND b.ts + INTERVAL 2 SECONDS");
    assertThat(join.bounds()).isEqualTo(new TimeBounds(0, 2_000_000));
    Expr time = ((Plan.EventTime) join.left()).time();
    assertThat(((Expr.ColumnRef) time).index()).isEqualTo(10);
  }

  @Test
  void shouldReadWellInAnExplanation() throws SqlException {
    assertThat(
            plan(
                PAIRS.formatted("LEFT")
                    + " AND b.ts BETWEEN a.ts AND a.ts + INTERVAL 10 SECONDS AND b.temp > a.temp"))
        .isEqualTo(
            """
            Select a = seq, b = seq
              Join (left) two streams on left.device = right.device and right.temp > left.temp
                  right time between left time and left time + 10 seconds
                  left rows kept until the watermark is past left time + 10 seconds
                  right rows kept until the watermark is past right time
                Source readings
                Source readings\
            """);
  }

  @Test
  void shouldShowBoundsAsTheyAreWritten() throws SqlException {
    assertThat(bounds("b.ts >= a.ts AND b.ts < a.ts + INTERVAL 10 SECONDS"))
        .containsExactly(
            "right time >= left time and < left time + 10 seconds",
            "left rows kept until the watermark reaches left time + 10 seconds",
            "right rows kept until the watermark is past right time");
    assertThat(bounds("b.ts > a.ts - INTERVAL 2 SECONDS AND b.ts <= a.ts"))
        .containsExactly(
            "right time > left time - 2 seconds and <= left time",
            "left rows kept until the watermark is past left time",
            "right rows kept until the watermark reaches right time + 2 seconds");
    assertThat(bounds("b.ts > a.ts AND b.ts < a.ts + INTERVAL 5 MILLISECONDS"))
        .containsExactly(
            "right time > left time and < left time + 5 milliseconds",
            "left rows kept until the watermark reaches left time + 5 milliseconds",
            "right rows kept until the watermark reaches right time");
    assertThat(bounds("b.ts < a.ts").get(0)).isEqualTo("right time < left time");
    assertThat(bounds("b.ts >= a.ts + INTERVAL 1 SECOND").get(0))
        .isEqualTo("right time >= left time + 1 second");
    assertThat(bounds("b.ts = a.ts").get(0)).isEqualTo("right time = left time");
  }

  private static List<String> bounds(String condition) throws SqlException {
    return plan(PAIRS.formatted("") + " AND " + condition)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("right ") || line.startsWith("left "))
        .toList();
  }

  private static final List<Reading> READINGS =
      List.of(
          new Reading("x", 1, 0, 1.0, "l"),
          new Reading("x", 2, 4, 1.0, "l"),
          new Reading("y", 3, 5, 1.0, "l"),
          new Reading("x", 4, 20, 1.0, "l"));

  @Test
  void shouldJoinAStreamWithItself() throws Exception {
    String within = " AND b.ts BETWEEN a.ts + INTERVAL 1 SECOND AND a.ts + INTERVAL 5 SECONDS";
    assertThat(SqlRun.run(PAIRS.formatted("") + within, OutputMode.APPEND, READINGS))
        .containsExactly("1 2");
    assertThat(SqlRun.run(PAIRS.formatted("LEFT") + within, OutputMode.APPEND, READINGS))
        .containsExactly("1 2", "2 null", "3 null", "4 null");
    assertThat(SqlRun.run(PAIRS.formatted("RIGHT") + within, OutputMode.APPEND, READINGS))
        .containsExactlyInAnyOrder("1 2", "null 1", "null 3", "null 4");
  }

  @Test
  void shouldCountPairsByTheWindowsOfASide() throws Exception {
    assertThat(
            SqlRun.run(
                "SELECT unix_seconds(window.start) AS s, count(*) AS n FROM readings a JOIN"
                    + " readings b ON a.device = b.device AND b.ts >= a.ts AND b.ts <= a.ts +"
                    + " INTERVAL 5 SECONDS GROUP BY window(a.ts, '10 seconds')",
                OutputMode.APPEND,
                READINGS))
        .containsExactly("0 4", "20 1");
  }

  @Test
  void shouldTakeColumnsOfAFullJoinUsingFromTheSideThatIsThere() throws Exception {
    String sides = "(SELECT device, ts, seq AS n FROM readings WHERE seq %s 2) %s";
    String join = sides.formatted("<=", "a") + " FULL JOIN " + sides.formatted(">=", "b");
    assertThat(
            SqlRun.run(
                "SELECT device, ts, a.n AS n, b.n AS m, a.device AS one, b.device AS other FROM "
                    + join
                    + " USING (device, ts) WHERE device <> 'd'",
                OutputMode.APPEND,
                List.of(
                    new Reading("a", 1, 1, 1.0, "x"),
                    new Reading("b", 2, 2, 1.0, "x"),
                    new Reading("c", 3, 3, 1.0, "x"),
                    new Reading("d", 4, 4, 1.0, "x"))))
        .containsExactlyInAnyOrder(
            "b 1970-01-01T00:00:02Z 2 2 b b",
            "a 1970-01-01T00:00:01Z 1 null a null",
            "c 1970-01-01T00:00:03Z null 3 null c");
    assertThat(
            plan(
                "SELECT window(_event_time, '1 hour').start AS w, device, count(*) AS n FROM "
                    + join
                    + " USING (device, ts) GROUP BY window(_event_time, '1 hour'), device"))
        .contains("Join (full)");
  }
}
