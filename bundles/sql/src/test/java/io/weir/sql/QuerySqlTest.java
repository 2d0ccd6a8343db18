package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.PlanPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SELECT, FROM, WITH, UNION, and what queries see of each other. */
class QuerySqlTest {

  @Test
  void shouldLeaveHiddenColumnsOutOfAStar() throws SqlException {
    assertThat(plan("SELECT * FROM readings"))
        .isEqualTo("Select device, seq, ts, temp, line\n  Source readings");
    assertThat(plan("select r.*, _topic from readings as r;"))
        .isEqualTo("Select device, seq, ts, temp, line, _topic\n  Source readings");
    assertThat(plan("SELECT * EXCEPT (seq, LINE, ts) FROM readings"))
        .isEqualTo("Select device, temp\n  Source readings");
    assertThat(plan("SELECT pos.* FROM events"))
        .isEqualTo("Select x = pos.x, inner = pos.inner\n  Source events");
  }

  @Test
  void shouldNameColumnsAsSparkDoes() throws SqlException {
    Plan plan =
        SqlFixture.compile(
            "SELECT r.device, pos.inner.y, id AS `my id`, upper( device ), -- note\n 1 + 1"
                    .replace("pos.inner.y, id AS", "seq AS")
                + " FROM readings r");
    assertThat(plan.schema().fields().stream().map(Field::name))
        .containsExactly("device", "my id", "upper( device )", "1 + 1");
  }

  @Test
  void shouldLetAnItemUseTheNamesBeforeIt() throws SqlException {
    assertThat(plan("SELECT temp * 2 AS t2, t2 + 1 AS t3 FROM readings WHERE temp > 1"))
        .isEqualTo(
            """
            Select t2 = temp * 2.0, t3 = (temp * 2.0) + 1.0
              Keep rows where temp > 1.0
                Source readings\
            """);
    assertThat(refusedAt("SELECT temp * 2 AS t2 FROM readings WHERE «t2» > 1"))
        .startsWith("WHERE cannot see the alias t2 of SELECT");
  }

  @Test
  void shouldReadSubqueriesAndCommonTables() throws SqlException {
    String expected =
        """
        Select d = device
          Keep rows where temp > 3.0
            Select device, temp, hidden _event_time
              Source readings\
        """;
    assertThat(
            plan("SELECT t.device AS d FROM (SELECT device, temp FROM readings) t WHERE temp > 3"))
        .isEqualTo(expected);
    assertThat(
            plan(
                "WITH t AS (SELECT device, temp FROM readings) SELECT device AS d FROM t"
                    + " WHERE t.temp > 3"))
        .isEqualTo(expected);
    assertThat(
            plan(
                "WITH readings AS (SELECT device, temp FROM readings)"
                    + " (SELECT device AS d FROM readings WHERE temp > 3)"))
        .isEqualTo(expected);
    assertThat(plan("WITH a(x, y) AS (SELECT device, temp FROM readings) SELECT y FROM a"))
        .startsWith("Select y\n  Select x = device, y = temp, hidden _event_time\n");
    assertThat(plan("SELECT y FROM (SELECT device, temp FROM readings) AS a(x, y)"))
        .startsWith("Select y\n  Select x = device, y = temp, hidden _event_time\n");
  }

  @Test
  void shouldCheckCommonTablesThatNobodyReads() {
    assertThat(refusedAt("WITH a AS (SELECT «nix» FROM readings) SELECT seq FROM readings"))
        .startsWith("there is no column nix");
    assertThat(
            refusedAt(
                "WITH a AS (SELECT 1 AS x FROM readings), «a» AS (SELECT 2 AS x FROM readings)"
                    + " SELECT x FROM a"))
        .isEqualTo("WITH defines a twice");
    assertThat(refusedAt("WITH a AS (SELECT x FROM «a») SELECT x FROM a"))
        .startsWith("there is no source, table or query a");
    assertThat(
            refusedAt(
                "WITH a«(x, y)» AS (SELECT 1 FROM readings) SELECT x FROM a"
                    .replace("a«(x, y)»", "«a»(x, y)")))
        .isEqualTo("found 2 names for 1 columns");
    assertThat(refusedAt("WITH «RECURSIVE» a AS (SELECT 1 AS x FROM readings) SELECT x FROM a"))
        .isEqualTo("WITH RECURSIVE is not supported; leave RECURSIVE out");
  }

  @Test
  void shouldUniteRowsUnderCommonTypesAndTheFirstNames() throws SqlException {
    assertThat(
            plan(
                "SELECT device AS d, seq AS n FROM readings UNION ALL SELECT _topic, id FROM events"
                    + " UNION ALL SELECT device, n FROM hot"))
        .isEqualTo(
            """
            All rows of 3 inputs
              Select d = device, n = seq
                Source readings
              Select d = _topic, n = cast(id AS long)
                Source events
              Select d = device, n
                Query hot\
            """);
    assertThat(plan("SELECT seq AS n FROM readings UNION SELECT id FROM events"))
        .startsWith("Group by n\n    kept for ever: no window bounds its state\n  All rows of 2");
  }

  @Test
  void shouldRefuseUnionsThatDoNotFit() {
    assertThat(refusedAt("SELECT seq, temp FROM readings UNION ALL «SELECT id FROM events»"))
        .isEqualTo(
            "this part of the UNION has 1 columns, and the first has 2; all need the same number");
    assertThat(refusedAt("SELECT seq FROM readings «INTERSECT» SELECT id FROM events"))
        .isEqualTo("INTERSECT is not supported; use LEFT SEMI JOIN");
    assertThat(refusedAt("SELECT seq FROM readings «EXCEPT» SELECT id FROM events"))
        .isEqualTo("EXCEPT is not supported; use LEFT ANTI JOIN");
  }

  @Test
  void shouldTellLaterQueriesWhatCarriesTheEventTime() throws SqlException {
    SqlCatalog.Query hot = (SqlCatalog.Query) SqlFixture.CATALOG.relation("HOT");
    assertThat(hot.roles())
        .containsExactly(
            TimeRole.EVENT_WINDOW,
            TimeRole.NONE,
            TimeRole.NONE,
            TimeRole.NONE,
            TimeRole.EVENT_TIME);
    assertThat(hot.schema().field(4)).isEqualTo(Field.hidden("_event_time", DataType.TIMESTAMP));
    SqlCatalog.Query warm = (SqlCatalog.Query) SqlFixture.CATALOG.relation("warm");
    assertThat(warm.roles())
        .containsExactly(TimeRole.NONE, TimeRole.EVENT_TIME, TimeRole.NONE, TimeRole.EVENT_TIME);
  }

  @Test
  void shouldShowNotesBesideInputs() throws SqlException {
    assertThat(
            PlanPrinter.print(
                SqlFixture.compile("SELECT seq FROM readings"),
                input -> input.equals("readings") ? "event time ts" : ""))
        .isEqualTo("Select seq\n  Source readings (event time ts)\n");
  }

  @Test
  void shouldGiveEqualQueriesEqualPlans() throws SqlException {
    List<String> twins =
        List.of(
            "SELECT device, count(*) AS n FROM readings WHERE temp > 3 GROUP BY device",
            "select r.DEVICE as device, COUNT(1) n from READINGS r where (r.temp>3) group by 1");
    assertThat(SqlFixture.compile(twins.get(0)).toString().toLowerCase(java.util.Locale.ROOT))
        .isEqualTo(SqlFixture.compile(twins.get(1)).toString().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void shouldLeaveOutTheColumnOfOneRelation() throws SqlException {
    assertThat(
            plan(
                "SELECT * EXCEPT (p.device, seq, ts, temp) FROM readings r"
                    + " JOIN priorities p ON r.device = p.device"))
        .startsWith("Select device, line, priority, site\n");
    assertThat(refusedAt("SELECT * EXCEPT («r.nix») FROM readings r"))
        .isEqualTo("EXCEPT: there is no column nix");
  }
}
