package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.DataType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.TableJoinKind;
import io.weir.operators.expr.Expr.ColumnRef;
import org.junit.jupiter.api.Test;

class JoinSqlTest {

  @Test
  void shouldSplitEqualitiesFromWhatElseIsAsked() throws SqlException {
    Plan.Project project =
        (Plan.Project)
            SqlFixture.compile(
                "SELECT r.device FROM readings r JOIN priorities p"
                    + " ON p.priority > r.seq AND p.device = r.device AND r.line <=> p.site");
    Plan.TableJoin join = (Plan.TableJoin) project.input();

    assertThat(join.kind()).isEqualTo(TableJoinKind.INNER);
    assertThat(join.keys())
        .containsExactly(
            new Plan.JoinKey(
                new ColumnRef(0, "device", DataType.STRING),
                new ColumnRef(0, "device", DataType.STRING),
                false),
            new Plan.JoinKey(
                new ColumnRef(4, "line", DataType.STRING),
                new ColumnRef(2, "site", DataType.STRING),
                true));
    assertThat(join.residual()).hasToString("(cast(priority AS long) > seq)");
  }

  @Test
  void shouldNameAColumnOfUsingOnce() throws SqlException {
    assertThat(plan("SELECT * FROM readings JOIN priorities USING (device)"))
        .isEqualTo(
            """
            Select device, seq, ts, temp, line, priority, site
              Join (inner) table priorities on device = priorities.device
                Source readings\
            """);
    assertThat(
            plan(
                "SELECT device, p.device AS other FROM readings LEFT JOIN priorities p USING"
                    + " (device)"))
        .startsWith("Select device, other = device\n  Join (left)");
  }

  @Test
  void shouldKeepTheStreamsColumnsOfSemiAndAntiJoins() throws SqlException {
    assertThat(
            plan(
                "SELECT * EXCEPT (seq, line) FROM readings r"
                    + " LEFT SEMI JOIN priorities p ON r.device = p.device"))
        .isEqualTo(
            """
            Select device, ts, temp
              Join (semi) table priorities on device = priorities.device
                Source readings\
            """);
    assertThat(plan("SELECT device FROM readings r ANTI JOIN priorities p ON r.device = p.device"))
        .startsWith("Select device\n  Join (anti)");
  }

  @Test
  void shouldPutTheStreamFirstWhateverTheText() throws SqlException {
    assertThat(
            plan(
                "SELECT p.*, r.seq FROM priorities p JOIN readings r"
                    + " ON r.device = p.device AND p.priority > 2"))
        .isEqualTo(
            """
            Select device, priority, site, seq
              Join (inner) table priorities on device = priorities.device and priorities.priority > 2
                Source readings\
            """);
    assertThat(plan("SELECT p.site FROM priorities p RIGHT JOIN readings r ON r.device = p.device"))
        .contains("Join (left)");
  }

  @Test
  void shouldJoinAVersionedTableAsOfATime() throws SqlException {
    assertThat(
            plan(
                "SELECT r.device, table_version(l) AS v FROM readings r"
                    + " JOIN limits FOR SYSTEM_TIME AS OF r.ts AS l ON r.device = l.device"
                    + " WHERE r.temp > l.max_temp"))
        .isEqualTo(
            """
            Select device, v = _table_version
              Keep rows where temp > max_temp
                Join (inner) table limits as of ts on device = limits.device
                  Source readings\
            """);
  }

  @Test
  void shouldJoinSomeColumnsAndRowsOfATable() throws SqlException {
    assertThat(
            plan(
                "WITH big AS (SELECT device AS d, site FROM priorities WHERE priority >= 3)"
                    + " SELECT r.device, big.* FROM readings r LEFT JOIN big ON r.device = big.d"))
        .isEqualTo(
            """
            Select device, d, site
              Join (left) table priorities on device = priorities.d and priorities.priority >= 3
                Source readings\
            """);
  }

  @Test
  void shouldJoinSeveralTables() throws SqlException {
    assertThat(
            plan(
                "SELECT r.device, p.site, q.site AS other FROM readings r"
                    + " JOIN priorities p ON r.device = p.device"
                    + " CROSS JOIN priorities AS q WHERE table_version(q) > 1"))
        .isEqualTo(
            """
            Select device, site, other = site
              Keep rows where _table_version > 1
                Join (inner) table priorities, every row
                  Join (inner) table priorities on device = priorities.device
                    Source readings\
            """);
  }

  @Test
  void shouldTakeKeysFromWhereForRelationsWithACommaBetween() throws Exception {
    assertThat(
            plan(
                "SELECT r.seq, p.site FROM readings r, priorities p"
                    + " WHERE r.device = p.device AND p.priority > r.seq AND r.seq > 1"))
        .isEqualTo(
            plan(
                "SELECT r.seq, p.site FROM readings r JOIN priorities p ON r.device = p.device"
                    + " WHERE p.priority > r.seq AND r.seq > 1"));
    assertThat(
            plan(
                "SELECT r.seq FROM priorities p, readings r, (SELECT site FROM priorities) q"
                    + " WHERE p.device = r.device AND q.site = p.site AND r.temp > 1"))
        .isEqualTo(
            plan(
                "SELECT r.seq FROM priorities p JOIN readings r ON p.device = r.device"
                    + " JOIN (SELECT site FROM priorities) q ON q.site = p.site"
                    + " WHERE r.temp > 1"));
    assertThat(
            plan(
                "SELECT a.seq FROM readings a, readings b, priorities p WHERE a.device = p.device"
                    + " AND a.device = b.device AND b.ts BETWEEN a.ts AND a.ts + INTERVAL 1 MINUTE"
                    + " AND a.seq < b.seq"))
        .isEqualTo(
            plan(
                "SELECT a.seq FROM readings a JOIN readings b ON a.device = b.device"
                    + " AND b.ts BETWEEN a.ts AND a.ts + INTERVAL 1 MINUTE"
                    + " JOIN priorities p ON a.device = p.device WHERE a.seq < b.seq"));
    assertThat(plan("SELECT r.seq FROM readings r, priorities p WHERE p.priority > 3"))
        .isEqualTo(
            plan("SELECT r.seq FROM readings r CROSS JOIN priorities p WHERE p.priority > 3"));
  }

  /** So a record without partner is no-match, and no row is looked at in vain. */
  @Test
  void shouldLookUpTheEqualitiesBehindACrossJoin() throws Exception {
    String on = "SELECT r.seq FROM readings r JOIN priorities p ON r.device = p.device";
    assertThat(
            plan("SELECT r.seq FROM readings r CROSS JOIN priorities p WHERE r.device = p.device"))
        .isEqualTo(plan(on));
    assertThat(
            plan(
                "SELECT r.seq FROM readings r CROSS JOIN priorities p"
                    + " WHERE r.device = p.device AND p.priority > 3"))
        .isEqualTo(plan(on + " WHERE p.priority > 3"));
  }

  @Test
  void shouldJoinNaturallyByTheNamesOfBothSides() throws Exception {
    assertThat(plan("SELECT * FROM readings NATURAL JOIN priorities"))
        .isEqualTo(plan("SELECT * FROM readings JOIN priorities USING (device)"));
    assertThat(plan("SELECT * FROM priorities NATURAL RIGHT JOIN readings"))
        .isEqualTo(plan("SELECT * FROM priorities RIGHT JOIN readings USING (device)"));
    assertThat(plan("SELECT a.seq FROM readings a NATURAL JOIN readings b"))
        .isEqualTo(
            plan(
                "SELECT a.seq FROM readings a JOIN readings b"
                    + " USING (device, seq, ts, temp, line)"));
    assertThat(plan("SELECT r.seq FROM readings r NATURAL JOIN (SELECT site FROM priorities) p"))
        .isEqualTo(plan("SELECT r.seq FROM readings r CROSS JOIN (SELECT site FROM priorities) p"));
  }

  @Test
  void shouldRefuseJoinsThatAStreamCannotHave() {
    assertThat(
            refusedAt("SELECT r.seq FROM readings r «RIGHT» JOIN priorities p ON r.line = p.site"))
        .isEqualTo(
            "RIGHT JOIN would yield rows of the table that never met the stream, and a stream has"
                + " no end; use a LEFT JOIN from the stream to the table");
    assertThat(
            refusedAt("SELECT r.seq FROM readings r «FULL OUTER» JOIN priorities p USING (device)"))
        .startsWith("FULL JOIN would yield");
    assertThat(
            refusedAt("SELECT p.site FROM priorities p «LEFT SEMI» JOIN readings r USING (device)"))
        .isEqualTo("a SEMI or ANTI JOIN keeps the rows on its left: put the stream there");
    assertThat(refusedAt("SELECT p.site FROM priorities p «JOIN priorities q USING (device)»"))
        .startsWith("joining two tables (priorities and priorities) is not supported");
    assertThat(refusedAt("SELECT 1 FROM priorities p, «priorities q», readings r"))
        .startsWith("joining two tables (priorities and priorities) is not supported");
    assertThat(refusedAt("SELECT 1 FROM readings r, «priorities r»"))
        .isEqualTo("two relations are called r; give one another name with AS");
    assertThat(refusedAt("SELECT * FROM «priorities»"))
        .isEqualTo(
            "the query reads the table priorities alone: a query needs a source or another query to"
                + " flow, and can join the table");
  }

  @Test
  void shouldSayWhichColumnIsMeant() {
    assertThat(
            refusedAt("SELECT «device» FROM readings r JOIN priorities p ON r.device = p.device"))
        .isEqualTo("device is ambiguous: it can be r.device or p.device; write which");
    assertThat(refusedAt("SELECT «r.site» FROM readings r JOIN priorities p USING (device)"))
        .isEqualTo(
            "r has no column site; the columns here are device string, seq long, ts timestamp,"
                + " temp double, line string");
    assertThat(refusedAt("SELECT 1 FROM readings r JOIN priorities p USING («devcie»)"))
        .startsWith("there is no column devcie; did you mean device?");
    assertThat(refusedAt("SELECT 1 FROM readings JOIN «readings» ON true"))
        .isEqualTo("two relations are called readings; give one another name with AS");
  }

  @Test
  void shouldCheckConditionsAndTimes() {
    assertThat(refusedAt("SELECT 1 FROM readings r JOIN priorities p ON «r.temp»"))
        .isEqualTo("ON needs a condition, but temp is a double");
    assertThat(refusedAt("SELECT 1 FROM readings r JOIN priorities p ON «count(*)» > 1"))
        .startsWith("the aggregate count cannot stand in ON");
    assertThat(refusedAt("SELECT 1 FROM readings r JOIN «limits l» USING (device)"))
        .startsWith("the table limits is versioned (valid-from): join it as of a time");
    assertThat(
            refusedAt(
                "SELECT 1 FROM readings r JOIN priorities «FOR SYSTEM_TIME AS OF r.ts» p"
                    + " USING (device)"))
        .startsWith("FOR SYSTEM_TIME AS OF needs a versioned table");
    assertThat(
            refusedAt(
                "SELECT 1 FROM readings r JOIN limits FOR SYSTEM_TIME AS OF «r.seq» l USING"
                    + " (device)"))
        .isEqualTo("FOR SYSTEM_TIME AS OF needs a timestamp, but seq is long");
    assertThat(
            refusedAt(
                "SELECT «table_version(p)» AS v FROM readings r"
                    + " LEFT ANTI JOIN priorities p USING (device)"))
        .startsWith("table_version(p): there is no joined table p here");
  }
}
