package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static io.weir.sql.SqlFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.query.OutputMode;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorSqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 1, 4.0, "x,y"),
          new Reading("b", 2, 2, null, ""),
          new Reading("c", 3, 12, 1.0, "z"));

  private static List<String> run(String sql) throws Exception {
    return SqlRun.run(sql, OutputMode.APPEND, READINGS);
  }

  @Test
  void shouldMakeRowsInSelect() throws Exception {
    assertThat(run("SELECT device, explode(array(seq, seq * 10)) AS v FROM readings WHERE seq < 3"))
        .containsExactly("a 1", "a 10", "b 2", "b 20");
    assertThat(run("SELECT posexplode(split(line, ',')) AS (at, word), seq FROM readings"))
        .containsExactly("0 x 1", "1 y 1", "0  2", "0 z 3");
    assertThat(run("SELECT seq, inline(array(struct(seq AS a, device AS b))) FROM readings"))
        .containsExactly("1 1 a", "2 2 b", "3 3 c");
  }

  @Test
  void shouldStackValuesAndTakeMembers() throws Exception {
    assertThat(run("SELECT stack(2, 'seq', seq, 'none') AS (what, n), device FROM readings"))
        .containsExactly(
            "seq 1 a", "none null a", "seq 2 b", "none null b", "seq 3 c", "none null c");
    assertThat(
            run(
                "SELECT device, t.x, y FROM readings LATERAL VIEW"
                    + " json_tuple(to_json(struct(seq, line)), 'line', 'temp') t AS x, y"))
        .containsExactly("a x,y null", "b  null", "c z null");
    assertThat(refusedAt("SELECT «stack(0, 1)» FROM readings")).contains("number of rows");
    assertThat(refusedAt("SELECT «json_tuple(line)» FROM readings")).contains("expected 2 or more");
    assertThat(refusedAt("SELECT from_json(line, «'a FOO'») FROM readings"))
        .contains("the schema 'a FOO': the type foo is not supported");
    assertThat(refusedAt("SELECT from_json(line, «device») FROM readings"))
        .contains("the schema is a constant text");
    assertThat(refusedAt("SELECT from_json(line, 'a INT', «'mode'») FROM readings"))
        .contains("options are written map(");
  }

  @Test
  void shouldMakeRowsInLateralViews() throws Exception {
    assertThat(
            run(
                "SELECT device, word, n FROM readings LATERAL VIEW explode(split(line, ',')) w AS"
                    + " word LATERAL VIEW posexplode(array(7, 8)) p AS at, n WHERE at = 1"
                    + " AND w.word <> ''"))
        .containsExactly("a x 8", "a y 8", "c z 8");
    assertThat(
            run(
                "SELECT window.start AS s, t.v, count(*) AS n FROM readings"
                    + " LATERAL VIEW explode(array(1, seq)) t AS v"
                    + " GROUP BY window(ts, '10 seconds'), t.v"))
        .containsExactly(
            "1970-01-01T00:00:00Z 1 3",
            "1970-01-01T00:00:00Z 2 1",
            "1970-01-01T00:00:10Z 1 1",
            "1970-01-01T00:00:10Z 3 1");
  }

  @Test
  void shouldKeepRowsWithoutElementsWhenAsked() throws Exception {
    String none = "CASE WHEN seq = 1 THEN array(seq) WHEN seq = 2 THEN array() END";
    assertThat(run("SELECT device, explode(" + none + ") AS v FROM readings"))
        .containsExactly("a 1");
    assertThat(run("SELECT device, posexplode_outer(" + none + ") FROM readings"))
        .containsExactly("a 0 1", "b null null", "c null null");
    assertThat(run("SELECT seq, v FROM readings LATERAL VIEW OUTER explode(" + none + ") t AS v"))
        .containsExactly("1 1", "2 null", "3 null");
  }

  @Test
  void shouldShowWhatItMakes() throws Exception {
    assertThat(plan("SELECT explode(split(line, ',')) AS word FROM readings"))
        .isEqualTo(
            """
            Select word = col
              A row for each element of split(line, ','), as col
                Source readings""");
  }

  @Test
  void shouldTakeElementsAndFieldsBySubscripts() throws Exception {
    assertThat(run("SELECT split(line, ',')[0] AS first FROM readings"))
        .containsExactly("x", "", "z");
    assertThat(value("pos['x']")).isEqualTo("pos.x : double");
    assertThat(value("array(id)[0]")).isEqualTo("subscript(array(id), 0) : int");
  }

  @Test
  void shouldCompareDifferencesOfTimesWithIntervals() throws Exception {
    assertThat(run("SELECT seq FROM readings WHERE ts - TIMESTAMP'1970-01-01' > INTERVAL 1 SECOND"))
        .containsExactly("2", "3");
    assertThat(refusedAt("SELECT «ts - _received» AS d FROM readings")).contains("timestampdiff");
    assertThat(refusedAt("SELECT seq FROM readings WHERE ts - _received > «INTERVAL 1 MONTH»"))
        .contains("no fixed length");
  }

  @Test
  void shouldRefuseGeneratorsElsewhere() {
    assertThat(refusedAt("SELECT «explode(array(1))» + 1 FROM readings"))
        .contains("alone in SELECT");
    assertThat(refusedAt("SELECT explode(array(1)) AS a, «explode(array(2))» AS b FROM readings"))
        .contains("once");
    assertThat(refusedAt("SELECT count(*) AS n, «explode(array(1))» AS a FROM readings"))
        .contains("LATERAL VIEW explode(array(1)) t AS x");
    assertThat(refusedAt("SELECT explode(«seq») FROM readings")).contains("needs an array");
    assertThat(refusedAt("SELECT seq FROM readings LATERAL VIEW «upper»(device) t AS x"))
        .contains("explode, explode_outer");
    assertThat(refusedAt("SELECT seq FROM readings LATERAL VIEW «explode»(array(1)) t AS x, y"))
        .contains("makes 1 column, found 2 names");
  }
}
