package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.query.OutputMode;
import io.weir.engine.query.PlanException;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateFunctionsSqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 3, 4.0, "x"),
          new Reading("a", 2, 1, null, "y"),
          new Reading("a", 3, 2, 1.0, "x"),
          new Reading("a", 4, 4, 7.0, "z"),
          new Reading("a", 5, 4, 7.0, "x"));

  private static String result(String aggregates) throws SqlException, PlanException {
    List<String> rows =
        SqlRun.run("SELECT " + aggregates + " FROM readings", OutputMode.COMPLETE, READINGS);
    return rows.get(rows.size() - 1);
  }

  @Test
  void shouldTakeFirstAndLastByEventTime() throws Exception {
    assertThat(result("first(temp), first(temp, true), first_value(temp) IGNORE NULLS, last(seq)"))
        .isEqualTo("null 1.0 1.0 5");
    assertThat(result("any_value(temp IGNORE NULLS), last(line) FILTER (WHERE temp < 5)"))
        .isEqualTo("1.0 x");
    assertThat(result("min_by(line, temp), max_by(seq, temp), max_by(temp, line)"))
        .isEqualTo("x 5 7.0");
  }

  @Test
  void shouldCollect() throws Exception {
    assertThat(result("collect_list(temp), array_agg(DISTINCT line), collect_set(line)"))
        .isEqualTo("[1.0, 4.0, 7.0, 7.0] [x, y, z] [x, y, z]");
    assertThat(result("collect_list(temp) FILTER (WHERE seq > 9)")).isEqualTo("[]");
    assertThat(result("listagg(line, '+'), string_agg(seq), listagg(DISTINCT line, ',')"))
        .isEqualTo("y+x+x+z+x 23145 x,y,z");
  }

  @Test
  void shouldComputeStatistics() throws Exception {
    assertThat(result("var_pop(seq), variance(seq), stddev_pop(seq) = sqrt(2), std(temp) > 2"))
        .isEqualTo("2.0 2.5 true true");
    assertThat(result("stddev(temp) FILTER (WHERE seq = 1), skewness(seq), corr(seq, seq * 2)"))
        .isEqualTo("null 0.0 1.0");
    assertThat(result("regr_slope(seq * 3, seq), regr_intercept(seq * 3 + 1, seq)"))
        .isEqualTo("3.0 1.0");
  }

  @Test
  void shouldComputePercentiles() throws Exception {
    assertThat(result("median(seq), percentile(temp, array(0, 0.25, 1)), mode(line)"))
        .isEqualTo("3.0 [1.0, 3.25, 7.0] x");
    assertThat(result("approx_percentile(seq, 0.5), percentile_approx(ts, 0.5D, 100)"))
        .isEqualTo("3 1970-01-01T00:00:03Z");
    assertThat(
            result(
                "percentile_cont(0.25) WITHIN GROUP (ORDER BY temp),"
                    + " percentile_disc(0.25) WITHIN GROUP (ORDER BY temp),"
                    + " mode() WITHIN GROUP (ORDER BY line)"))
        .isEqualTo("3.25 1.0 x");
  }

  @Test
  void shouldComputePercentilesFromTheGreatestDown() throws Exception {
    assertThat(
            result(
                "percentile_cont(0.75) WITHIN GROUP (ORDER BY temp DESC),"
                    + " percentile_disc(0.4) WITHIN GROUP (ORDER BY seq),"
                    + " percentile_disc(array(0, 0.4)) WITHIN GROUP (ORDER BY seq DESC),"
                    + " mode() WITHIN GROUP (ORDER BY seq),"
                    + " mode() WITHIN GROUP (ORDER BY seq DESC)"))
        .isEqualTo("3.25 2.0 [5.0, 4.0] 1 5");
    assertThat(plan("SELECT mode() WITHIN GROUP (ORDER BY seq DESC) AS m FROM readings"))
        .contains("compute m = mode() WITHIN GROUP (ORDER BY seq DESC)");
  }

  @Test
  void shouldCountRowsOfAPercentileAsOftenAsTheyAskFor() throws Exception {
    // 1.0 twice, 4.0 three times, 7.0 not at all and once
    assertThat(
            result(
                "percentile(temp, array(0, 0.5, 1), CASE seq WHEN 1 THEN 3 WHEN 3 THEN 2"
                    + " WHEN 4 THEN 0 ELSE 1 END), percentile(temp, 0.5, 0)"))
        .isEqualTo("[1.0, 4.0, 7.0] null");
    List<String> rows =
        SqlRun.run(
            "SELECT percentile(temp, 1, seq - 4) AS p FROM readings",
            OutputMode.COMPLETE,
            READINGS);
    assertThat(rows)
        .filteredOn(row -> row.contains("frequency"))
        .hasSize(2)
        .allMatch(row -> row.contains("expected 0 or more"));
    assertThat(rows.get(rows.size() - 1)).isEqualTo("7.0");
  }

  @Test
  void shouldComputeOfConditionsAndBits() throws Exception {
    assertThat(result("any(temp > 5), every(temp > 0), bool_and(temp > 1), count_if(temp > 3)"))
        .isEqualTo("true true false 3");
    assertThat(result("bit_and(seq), bit_or(seq), bit_xor(seq), approx_count_distinct(line)"))
        .isEqualTo("0 7 1 3");
    assertThat(result("try_sum(9000000000000000000 + seq), try_avg(seq)")).isEqualTo("null 3.0");
  }

  @Test
  void shouldTellValuesOfEveryTypeApart() throws Exception {
    assertThat(
            result(
                "approx_count_distinct(substring(line, 1, CAST(seq % 2 AS int))),"
                    + " approx_count_distinct(array(line, NULL)),"
                    + " approx_count_distinct(CAST(temp AS decimal(30, 2))),"
                    + " approx_count_distinct(temp * (seq - 4) = 0),"
                    + " approx_count_distinct(array(0.0D * (seq - 3))),"
                    + " approx_count_distinct(struct(line, seq))"))
        .isEqualTo("2 3 3 2 1 5");
  }

  /** What one writes; what is made of it otherwise stands behind the bar. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "percentile(temp, 0.5) | -",
        "percentile(temp, array(0.5, 0.99)) | -",
        "percentile(temp, 0.5, seq) | -",
        "percentile(DISTINCT temp, 0.5) | -",
        "median(temp) | percentile(temp, 0.5)",
        "approx_percentile(temp, 0.9, 100) | -",
        "approx_percentile(temp, array(0.5, 0.9)) | approx_percentile(temp, array(0.5, 0.9), 10000)",
        "percentile_cont(0.25) WITHIN GROUP (ORDER BY temp) | percentile(temp, 0.25)",
        "percentile_cont(0.25) WITHIN GROUP (ORDER BY temp DESC) | -",
        "percentile_disc(0.25) WITHIN GROUP (ORDER BY temp) | -",
        "percentile_disc(array(0.25, 0.5)) WITHIN GROUP (ORDER BY temp DESC) | -",
        "mode() WITHIN GROUP (ORDER BY seq DESC) FILTER (WHERE (temp > 0.0)) | -",
        "count(DISTINCT seq) | -",
        "count(*) | -",
        "approx_count_distinct(seq, 0.01) | -",
      })
  void shouldShowCallsAsTheyAreWritten(String written, @Nullable String shown) throws Exception {
    assertThat(plan("SELECT " + written + " AS p FROM readings"))
        .containsPattern("compute p = " + Pattern.quote(shown == null ? written : shown) + "\n");
  }

  @Test
  void shouldRefuseWhatHasNoMeaning() {
    String from = " FROM readings";
    assertThat(refusedAt("SELECT «percentile(temp, seq)»" + from))
        .contains("expected a constant from 0 to 1");
    assertThat(refusedAt("SELECT «percentile(temp, 0.5, 1.5)»" + from))
        .contains("expected an int or a long");
    assertThat(refusedAt("SELECT «percentile(DISTINCT temp, 0.5, seq)»" + from))
        .contains("leave one of them out");
    assertThat(refusedAt("SELECT «percentile_cont(0.5)»" + from)).contains("WITHIN GROUP (ORDER");
    assertThat(refusedAt("SELECT sum(seq) «IGNORE» NULLS" + from)).contains("first, last and any");
    assertThat(refusedAt("SELECT sum(seq) «WITHIN» GROUP (ORDER BY temp)" + from))
        .contains("belongs to percentile_cont");
    assertThat(refusedAt("SELECT «bit_and(temp)»" + from)).contains("expected an int or a long");
    assertThat(refusedAt("SELECT «approx_count_distinct(temp, 0)»" + from)).contains("0.00072");
    assertThat(refusedAt("SELECT «stddev(ok)» FROM events")).contains("expected a number");
    assertThat(refusedAt("SELECT «stdev(temp)»" + from)).contains("stddev");
  }
}
