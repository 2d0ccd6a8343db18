package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.query.OutputMode;
import io.weir.engine.query.PlanException;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderSqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 1, 4.0, "x"),
          new Reading("b", 2, 2, null, "x"),
          new Reading("c", 3, 3, 1.0, "x"),
          new Reading("b", 4, 4, null, "y"));

  private static final String SELECT =
      "SELECT device, count(*) AS n, max(temp) AS t FROM readings GROUP BY device ORDER BY ";

  private static List<String> run(String order) throws Exception {
    return SqlRun.run(SELECT + order, OutputMode.COMPLETE, READINGS);
  }

  @Test
  void shouldOrderWholeResults() throws Exception {
    assertThat(run("n DESC, device DESC")).containsExactly("b 2 null", "c 1 1.0", "a 1 4.0");
    assertThat(run("t")).containsExactly("b 2 null", "c 1 1.0", "a 1 4.0");
    assertThat(run("t NULLS LAST")).containsExactly("c 1 1.0", "a 1 4.0", "b 2 null");
    assertThat(run("3 DESC")).containsExactly("a 1 4.0", "c 1 1.0", "b 2 null");
    assertThat(run("count(*), -t")).containsExactly("a 1 4.0", "c 1 1.0", "b 2 null");
    assertThat(run("ALL")).containsExactly("a 1 4.0", "b 2 null", "c 1 1.0");
  }

  @Test
  void shouldKeepAPartOfTheResult() throws Exception {
    assertThat(run("device LIMIT 2")).containsExactly("a 1 4.0", "b 2 null");
    assertThat(run("device LIMIT 1 OFFSET 1")).containsExactly("b 2 null");
    assertThat(run("device DESC LIMIT ALL OFFSET 2")).containsExactly("a 1 4.0");
    assertThat(run("device LIMIT 0")).isEmpty();
    assertThat(plan(SELECT + "n DESC LIMIT 2"))
        .startsWith("In the order of n descending, at most 2 rows\n  Select device, n");
  }

  @Test
  void shouldOrderByWhatIsNotSelected() throws Exception {
    String groups = " FROM readings GROUP BY device, line ORDER BY ";
    assertThat(complete("SELECT device" + groups + "line DESC, sum(seq) DESC"))
        .containsExactly("b", "c", "b", "a");
    assertThat(
            complete(
                "SELECT device AS seq, count(*) AS n" + groups + "n - max(seq), readings.line"))
        .containsExactly("b 1", "c 1", "b 1", "a 1");
    assertThat(
            complete(
                "SELECT n FROM (SELECT device, sum(seq) AS n FROM readings GROUP BY device)"
                    + " ORDER BY device DESC LIMIT 2"))
        .containsExactly("3", "6");
    assertThat(plan("SELECT max(temp) AS t FROM readings GROUP BY device ORDER BY sum(seq), t"))
        .isEqualTo(
            """
            In the order of sum(seq), t
              Select t, hidden sum(seq)
                Group by device
                    compute t = max(temp), sum(seq)
                    kept for ever: no window bounds its state
                  Source readings""");
  }

  private static List<String> complete(String sql) throws Exception {
    return SqlRun.run(sql, OutputMode.COMPLETE, READINGS);
  }

  @Test
  void shouldRefuseAnOrderThatNobodyCanKnow() {
    assertThatThrownBy(() -> SqlRun.run(SELECT + "n", OutputMode.UPDATE, READINGS))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("ORDER BY needs the whole result, and `output: update` gives it bit")
        .hasMessageContaining("use `output: complete`");
    assertThatThrownBy(
            () -> SqlRun.run("SELECT seq FROM readings LIMIT 3", OutputMode.APPEND, READINGS))
        .hasMessageContaining("LIMIT needs the whole result");
    assertThat(refusedAt("SELECT seq FROM (SELECT seq FROM readings «ORDER BY seq»)"))
        .contains("at the end of the whole query");
    assertThat(
            refusedAt(
                "SELECT device AS d, count(*) AS n FROM readings GROUP BY device ORDER BY «seq»"))
        .startsWith("seq is neither a key of GROUP BY nor in an aggregate");
    assertThat(refusedAt("SELECT DISTINCT device FROM readings ORDER BY «seq»"))
        .contains("ORDER BY sees what is selected");
    assertThat(
            refusedAt(
                "SELECT device FROM readings UNION SELECT device FROM readings ORDER BY «sum(seq)»"))
        .contains("give it a name in SELECT");
    assertThat(refusedAt(SELECT + "«4»")).contains("from 1 to 3");
    assertThat(refusedAt(SELECT + "n LIMIT «n»")).contains("a whole number");
  }
}
