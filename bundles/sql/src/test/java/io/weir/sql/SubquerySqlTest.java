package io.weir.sql;

import static io.weir.sql.SqlFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.query.OutputMode;
import io.weir.sql.SqlRun.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** IN (SELECT …) and EXISTS (SELECT …) over a table. */
class SubquerySqlTest {

  private static final List<Reading> READINGS =
      List.of(
          new Reading("a", 1, 1, 4.0, "north"),
          new Reading("b", 0, 2, null, "south"),
          new Reading("x", 3, 3, 1.0, "north"));

  private static List<String> where(String condition) throws Exception {
    return SqlRun.run(
        "SELECT device FROM readings r WHERE " + condition, OutputMode.APPEND, READINGS);
  }

  @Test
  void shouldBeJoins() throws Exception {
    assertThat(plan("SELECT seq FROM readings WHERE device IN (SELECT device FROM priorities)"))
        .isEqualTo(
            plan("SELECT seq FROM readings r LEFT SEMI JOIN priorities p ON r.device = p.device"));
    assertThat(
            plan(
                "SELECT seq FROM readings r WHERE seq > 1 AND NOT EXISTS (SELECT * FROM priorities"
                    + " p WHERE p.device = r.device AND priority > 3) AND temp > 0"))
        .isEqualTo(
            """
            Select seq
              Keep rows where temp > 0.0
                Join (anti) table priorities on device = priorities.device and priorities.priority > 3
                  Keep rows where seq > 1
                    Source readings""");
  }

  @Test
  void shouldKeepRowsByWhatATableHas() throws Exception {
    assertThat(where("device IN (SELECT device FROM priorities)")).containsExactly("a", "b");
    assertThat(where("device NOT IN (SELECT device FROM priorities)")).containsExactly("x");
    assertThat(where("NOT device IN (SELECT p.device FROM priorities p WHERE p.site = r.line)"))
        .containsExactly("x");
    assertThat(where("seq + 1 IN (SELECT priority - 1 FROM priorities)")).containsExactly("a", "x");
    assertThat(where("EXISTS (SELECT 1 FROM priorities WHERE priority > 4)"))
        .containsExactly("a", "b", "x");
    assertThat(where("EXISTS (SELECT 1 FROM priorities WHERE priority > 9)")).isEmpty();
    assertThat(where("NOT (NOT EXISTS (SELECT 1 FROM priorities WHERE site = line AND seq > 2))"))
        .containsExactly("x");
    assertThat(
            where(
                "device IN (SELECT d FROM (SELECT device AS d, site AS line FROM priorities"
                    + " WHERE priority < 4) p WHERE p.line = r.line)"))
        .containsExactly("b");
    assertThat(
            SqlRun.run(
                "WITH known AS (SELECT device FROM priorities) SELECT seq FROM readings"
                    + " WHERE device IN (SELECT device FROM known)",
                OutputMode.APPEND,
                READINGS))
        .containsExactly("1", "0");
  }

  @Test
  void shouldDecideFromLeftToRight() throws Exception {
    assertThat(where("seq > 0 AND 15 div seq IN (SELECT priority FROM priorities)"))
        .containsExactly("x");
    assertThat(where("15 div seq IN (SELECT priority FROM priorities) AND seq > 0"))
        .containsExactlyInAnyOrder(
            "x", "quarantined 1: division by zero; use try_divide to get null instead");
  }

  @Test
  void shouldBoundJoinsOfStreamsBeforeIt() throws Exception {
    assertThat(
            plan(
                "SELECT a.seq FROM readings a, readings b WHERE a.device IN (SELECT device FROM"
                    + " priorities) AND a.device = b.device AND b.ts BETWEEN a.ts AND a.ts +"
                    + " INTERVAL 1 MINUTE"))
        .isEqualTo(
            plan(
                "SELECT a.seq FROM readings a JOIN readings b ON a.device = b.device AND b.ts"
                    + " BETWEEN a.ts AND a.ts + INTERVAL 1 MINUTE"
                    + " LEFT SEMI JOIN priorities p ON a.device = p.device"));
  }

  /** What a condition is for a row and a table. */
  private interface Oracle {
    boolean test(@Nullable Double temp, String line, List<List<@Nullable Object>> table);
  }

  private static List<@Nullable Object> column(
      List<List<@Nullable Object>> table, @Nullable String site) {
    List<@Nullable Object> values = new ArrayList<>();
    table.stream()
        .filter(row -> site == null || site.equals(row.get(2)))
        .forEach(row -> values.add(row.get(1)));
    return values;
  }

  private static @Nullable Boolean in(@Nullable Double value, List<@Nullable Object> elements) {
    if (elements.isEmpty()) {
      return false;
    }
    if (value == null) {
      return null;
    }
    if (elements.stream().anyMatch(e -> e instanceof Integer n && n.doubleValue() == value)) {
      return true;
    }
    return elements.stream().anyMatch(Objects::isNull) ? null : (Boolean) false;
  }

  private static final List<String> CONDITIONS =
      List.of(
          "temp IN (SELECT priority FROM priorities)",
          "temp NOT IN (SELECT priority FROM priorities)",
          "temp NOT IN (SELECT priority FROM priorities WHERE site = line)",
          "temp NOT IN (SELECT priority FROM priorities WHERE site = 'x')",
          "temp NOT IN (SELECT priority FROM priorities WHERE upper(site) = 'X')",
          "NOT EXISTS (SELECT 1 FROM priorities WHERE priority = temp AND site = line)",
          "EXISTS (SELECT 1 FROM priorities WHERE site = line)");

  private static final List<Oracle> ORACLES =
      List.of(
          (temp, line, table) -> Boolean.TRUE.equals(in(temp, column(table, null))),
          (temp, line, table) -> Boolean.FALSE.equals(in(temp, column(table, null))),
          (temp, line, table) -> Boolean.FALSE.equals(in(temp, column(table, line))),
          (temp, line, table) -> Boolean.FALSE.equals(in(temp, column(table, "x"))),
          (temp, line, table) -> Boolean.FALSE.equals(in(temp, column(table, "x"))),
          (temp, line, table) -> !Boolean.TRUE.equals(in(temp, column(table, line))),
          (temp, line, table) -> !column(table, line).isEmpty());

  @Test
  void shouldTreatNullsAsSqlDoes() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("SubquerySqlTest: seed " + seed);
    Random random = new Random(seed);
    for (int n = 0; n < 60; n++) {
      List<List<@Nullable Object>> table = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        Integer priority = random.nextInt(4) == 0 ? null : random.nextInt(3);
        String site = random.nextInt(4) == 0 ? null : random.nextBoolean() ? "x" : "y";
        table.add(Arrays.asList("d" + i, priority, site));
      }
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Double temp = random.nextInt(4) == 0 ? null : (double) random.nextInt(3);
        readings.add(new Reading("r", i, i, temp, random.nextBoolean() ? "x" : "y"));
      }
      for (int c = 0; c < CONDITIONS.size(); c++) {
        Oracle oracle = ORACLES.get(c);
        List<String> expected =
            readings.stream()
                .filter(r -> oracle.test(r.temp(), r.line(), table))
                .map(r -> String.valueOf(r.seq()))
                .toList();
        String sql = "SELECT seq FROM readings WHERE " + CONDITIONS.get(c);
        assertThat(SqlRun.run(sql, OutputMode.APPEND, readings, table))
            .as("-Dseed=%d, %s over %s with %s", seed, sql, readings, table)
            .isEqualTo(expected);
      }
    }
  }
}
