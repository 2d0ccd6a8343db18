package io.weir.sql;

import static io.weir.sql.SqlFixture.READINGS;
import static io.weir.sql.SqlFixture.compile;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import io.weir.operators.function.Functions;
import io.weir.sql.SqlRun.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicationSqlTest {

  private static final List<Reading> ROWS =
      List.of(
          new Reading("a", 1, 1, 4.0, "x"),
          new Reading("a", 1, 2, 5.0, "y"),
          new Reading("b", 1, 3, 6.0, "x"),
          new Reading("a", 2, 3, 7.0, "x"),
          new Reading("a", 2, 3, 8.0, "x"));

  private static List<String> run(String sql) throws Exception {
    return SqlRun.run(sql, OutputMode.APPEND, ROWS);
  }

  @Test
  void shouldLetTheFirstRowOfEachKeyThrough() throws Exception {
    assertThat(run("SELECT device, temp FROM drop_duplicates(TABLE(readings), device)"))
        .containsExactly("a 4.0", "b 6.0");
    assertThat(run("SELECT temp FROM DROP_DUPLICATES(TABLE readings, device, seq, ts) r"))
        .containsExactly("4.0", "5.0", "6.0", "7.0");
    assertThat(run("SELECT r.s FROM drop_duplicates(TABLE(SELECT seq AS s FROM readings)) AS r"))
        .containsExactly("1", "2");
    assertThat(
            run(
                "SELECT readings.temp, p.n FROM drop_duplicates(TABLE(readings), line, seq + 1)"
                    + " LATERAL VIEW explode(array(9)) p AS n WHERE temp > 4"))
        .containsExactly("5.0 9", "7.0 9");
  }

  @Test
  void shouldKnowWhenAKeyIsForgotten() throws SqlException {
    assertThat(after(compile("SELECT * FROM drop_duplicates(TABLE(readings), device)"))).isNull();
    assertThat(after(compile("SELECT * FROM drop_duplicates(TABLE(readings), device, ts)")))
        .isEqualTo(Plan.Deduplicate.AFTER_EVENT_TIME);
    assertThat(after(compile("SELECT * FROM drop_duplicates(TABLE(readings))")))
        .isEqualTo(Plan.Deduplicate.AFTER_EVENT_TIME);
    SqlCatalog delayed =
        SqlCatalog.of(
            List.of(new SqlCatalog.Source("readings", READINGS.schema(), "ts", 5_000_000)));
    assertThat(
            after(
                SqlCompiler.compile(
                    "SELECT * FROM drop_duplicates_within_watermark(TABLE("
                        + "SELECT device FROM readings WHERE temp > 1), device)",
                    delayed,
                    Functions.builtin())))
        .isEqualTo(5_000_000L);
  }

  private static Long after(Plan plan) {
    Plan node = plan;
    while (!(node instanceof Plan.Deduplicate)) {
      node = node.inputs().get(0);
    }
    return ((Plan.Deduplicate) node).forgottenAfterMicros();
  }

  @Test
  void shouldRefuseWhatIsNotRowsAndKeys() {
    assertThat(refusedAt("SELECT * FROM «drop_duplicates()»"))
        .contains("write TABLE(readings) or TABLE(SELECT …) first");
    assertThat(refusedAt("SELECT * FROM drop_duplicates(«device», device)"))
        .contains("drop_duplicates(…) is over rows")
        .contains("first, then the columns that make rows alike");
    assertThat(refusedAt("SELECT * FROM drop_duplicates(TABLE(readings), «TABLE(events)»)"))
        .contains("takes no others, but the columns that make rows alike");
    assertThat(refusedAt("SELECT * FROM drop_duplicates(TABLE(readings), «devise»)"))
        .contains("did you mean device");
    assertThat(refusedAt("SELECT * FROM drop_duplicates(TABLE(readings), seq, «'device'»)"))
        .contains("the same in every row")
        .contains("without quotes");
    assertThat(refusedAt("SELECT * FROM drop_duplicates(TABLE(«reading»), device)"))
        .contains("did you mean readings");
    assertThat(refusedAt("SELECT * FROM drop_duplicates(TABLE(«priorities»), device)"))
        .contains("reads the table priorities alone");
    assertThat(refusedAt("SELECT * FROM «drop_duplicates_within_watermark(TABLE(hot), device)»"))
        .contains("drop duplicates where the source is read");
    assertThat(refusedAt("SELECT * FROM «range(10)»"))
        .contains("a function as a relation is not supported");
  }
}
