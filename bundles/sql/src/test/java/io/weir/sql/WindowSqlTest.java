package io.weir.sql;

import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr.Literal;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSqlTest {

  private static final long SECOND = 1_000_000;

  private static WindowSpec window(String from, String window) throws SqlException {
    Plan.Project project =
        (Plan.Project)
            SqlFixture.compile("SELECT count(*) AS n FROM " + from + " GROUP BY " + window);
    return ((Plan.Aggregate) project.input()).window();
  }

  private static String refused(String from, String window) {
    return refusedAt("SELECT count(*) AS n FROM " + from + " GROUP BY " + window);
  }

  @Test
  void shouldReadTumblingAndSlidingWindows() throws SqlException {
    assertThat(window("readings", "window(ts, '10 seconds')"))
        .isEqualTo(new WindowSpec.Fixed(10 * SECOND, 10 * SECOND, 0));
    assertThat(window("readings", "WINDOW(readings.TS, INTERVAL 30 SECONDS, '10 seconds')"))
        .isEqualTo(new WindowSpec.Fixed(30 * SECOND, 10 * SECOND, 0));
    assertThat(window("readings", "window(ts, '10 seconds', '10 seconds', '3 seconds')"))
        .isEqualTo(new WindowSpec.Fixed(10 * SECOND, 10 * SECOND, 3 * SECOND));
    assertThat(window("readings", "window(ts, '10 seconds', '10 seconds', '-3 seconds')"))
        .isEqualTo(new WindowSpec.Fixed(10 * SECOND, 10 * SECOND, 7 * SECOND));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'1 minute 30 seconds'",
        "'90 seconds'",
        "'interval 90 second'",
        "'1 MINUTE 30000 milliseconds'",
        "' 1 minute  + 30 seconds '",
        "'90.0 seconds'",
        "INTERVAL 1 MINUTE 30 SECONDS",
        "INTERVAL '1' MINUTE '30' SECOND",
        "INTERVAL '90 seconds'",
        "(INTERVAL 90 SECONDS)"
      })
  void shouldReadEveryFormOfAnInterval(String interval) throws SqlException {
    assertThat(window("readings", "window(ts, " + interval + ")"))
        .isEqualTo(new WindowSpec.Fixed(90 * SECOND, 90 * SECOND, 0));
  }

  @Test
  void shouldReadSessions() throws SqlException {
    assertThat(window("readings", "session_window(ts, '5 minutes')"))
        .isEqualTo(new WindowSpec.Session(new Literal(300 * SECOND, DataType.LONG)));
    WindowSpec.Session dynamic =
        (WindowSpec.Session)
            window(
                "readings",
                "session_window(ts, CASE WHEN temp > 3 THEN '5 minutes' ELSE '1 second' END)");
    assertThat(dynamic.gapMicros())
        .hasToString("CASE WHEN (temp > 3.0) THEN 300000000 ELSE 1000000 END");
    assertThat(dynamic.gapMicros().type()).isEqualTo(DataType.LONG);
  }

  @Test
  void shouldReadCalendarWindows() throws SqlException {
    assertThat(window("readings", "calendar_window(ts, 'DAY', 'Europe/Berlin')"))
        .isEqualTo(
            new WindowSpec.Calendar(WindowSpec.CalendarUnit.DAY, ZoneId.of("Europe/Berlin")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readings / ts",
        "readings r / r._event_time",
        "events / _received",
        "events / _event_time",
        "hot / window",
        "hot / window_time(window)",
        "hot / _event_time",
        "warm / at",
        "warm / _event_time",
        "(SELECT ts AS t FROM readings WHERE temp > 3) / t",
        "(SELECT temp FROM readings) / _event_time",
        "(SELECT ts AS t FROM readings UNION ALL SELECT at FROM warm) / t",
        "(SELECT window AS w, count(*) AS n FROM readings GROUP BY window(ts, '1 second')) / w",
        "(SELECT count(*) AS n FROM readings GROUP BY window(ts, '1 second')) / _event_time",
        "readings JOIN priorities USING (device) / ts"
      })
  void shouldFollowTheEventTime(String fromAndTime) throws SqlException {
    String[] parts = fromAndTime.split(" / ");
    assertThat(window(parts[0], "window(" + parts[1] + ", '1 minute')"))
        .isEqualTo(new WindowSpec.Fixed(60 * SECOND, 60 * SECOND, 0));
  }

  @Test
  void shouldRefuseWindowsOverAnotherTime() {
    assertThat(refused("readings", "window(«_received», '1 minute')"))
        .isEqualTo(
            "window(_received, …): the windows of a stream are over its event time, here ts or"
                + " _event_time");
    assertThat(refused("events", "window(«at», '1 minute')")).endsWith("here _event_time");
    assertThat(
            refused("(SELECT at AS _event_time FROM events)", "window(«_event_time», '1 minute')"))
        .endsWith("over its event time, which this query has lost");
    assertThat(refused("warm", "window(«at + INTERVAL 1 SECOND», '1 minute')"))
        .endsWith("here at or _event_time");
  }

  @Test
  void shouldRefuseLengthsThatMakeNoWindows() {
    assertThat(refused("readings", "window(ts, «'0 seconds'»)"))
        .isEqualTo("the size of a window must be positive, found '0 seconds'");
    assertThat(refused("readings", "window(ts, «'-1 seconds'»)")).contains("must be positive");
    assertThat(refused("readings", "window(ts, '1 second', «'2 seconds'»)"))
        .startsWith("the slide is longer than the window");
    assertThat(refused("readings", "window(ts, '10 hours', «'1 second'»)"))
        .startsWith("every record would be in 36000 windows, the most is 10000");
    assertThat(refused("readings", "window(ts, '2 seconds', '1 second', «'1 second'»)"))
        .isEqualTo("the offset must be shorter than the slide");
    assertThat(refused("readings", "window(ts, «'1 month'»)"))
        .contains("use calendar_window(ts, 'month', 'Europe/Berlin')");
    assertThat(refused("readings", "window(ts, «'30s'»)"))
        .isEqualTo("'30s' is not an interval; expected one such as '30 seconds'");
    assertThat(refused("readings", "window(ts, «'1 fortnight'»)"))
        .startsWith("fortnight is not a unit of time");
    assertThat(refused("readings", "window(ts, «'99999999999999999999 seconds'»)"))
        .contains("too long");
    assertThat(refused("readings", "window(ts, «line»)"))
        .isEqualTo(
            "the size of a window is a constant such as '30 seconds' or INTERVAL 30 SECONDS, found"
                + " line");
    assertThat(refused("readings", "«window(ts)»"))
        .isEqualTo("found 1 arguments, expected window(time, size[, slide[, offset]])");
    assertThat(refused("readings", "calendar_window(ts, «'dya'»)"))
        .endsWith("expected 'day', 'week' or 'month'; did you mean day?");
    assertThat(refused("readings", "calendar_window(ts, 'day', «'Europe/Berln'»)"))
        .startsWith("'Europe/Berln' is not a time zone; did you mean Europe/Berlin?");
    assertThat(refused("readings", "session_window(ts, «line»)"))
        .startsWith("the gap of a session is a constant");
  }

  @Test
  void shouldRefuseSecondWindowsAndWindowsOutsideGroupBy() {
    assertThat(refused("readings", "window(ts, '1 second'), «window(ts, '2 seconds')»"))
        .isEqualTo("a query groups by one window; this is a second one");
    assertThat(refused("hot", "«window»"))
        .isEqualTo(
            "GROUP BY window: group by window(window, 'its length') instead, which says when a"
                + " group is final");
    assertThat(refusedAt("SELECT «window(ts, '1 second')» AS w FROM readings"))
        .startsWith("window(…) cannot stand in SELECT without GROUP BY");
    assertThat(
            refusedAt(
                "SELECT «window(ts, '2 seconds')».start AS s FROM readings"
                    + " GROUP BY window(ts, '1 second')"))
        .isEqualTo("window(ts, '2 seconds') is not the window of GROUP BY; take window, which is");
    assertThat(
            refusedAt("SELECT «window.strat» AS s FROM readings GROUP BY window(ts, '1 second')"))
        .isEqualTo("window has no field strat; did you mean start?; it has start, end");
  }
}
