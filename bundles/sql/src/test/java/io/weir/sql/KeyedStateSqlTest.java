package io.weir.sql;

import static io.weir.sql.SqlFixture.compile;
import static io.weir.sql.SqlFixture.refusedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.function.GroupStateType.Timeout;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.QuerySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedStateSqlTest {

  private static final String CALL =
      "SELECT device FROM flat_map_groups_with_state(TABLE(readings), 'presence', device)";

  @Test
  void shouldRefuseWhatIsNotRowsAFunctionAndKeys() {
    assertThat(
            refusedAt("SELECT * FROM flat_map_groups_with_state(«readings», 'presence', device)"))
        .contains("flat_map_groups_with_state(…) is over rows: write TABLE(readings)")
        .contains("first, then the name of a function in quotes and the columns of the key");
    assertThat(
            refusedAt(
                "SELECT * FROM flat_map_groups_with_state(TABLE(readings), 'presence',"
                    + " «TABLE(events)»)"))
        .contains("takes no others, but the name of a function in quotes");
    assertThat(refusedAt("SELECT * FROM «flat_map_groups_with_state(TABLE(readings), 'presence')»"))
        .contains("at least one key");
  }

  @Test
  void shouldWarnOfStatesThatNothingForgets() throws SqlException {
    Plan.KeyedState never = (Plan.KeyedState) compile(CALL).inputs().get(0);

    assertThat(warnings(never))
        .singleElement()
        .asString()
        .startsWith("query seen: presence has no timeouts, so a key that falls silent keeps its")
        .contains("beyond max-state records are quarantined");
    for (Timeout timeout : List.of(Timeout.EVENT_TIME, Timeout.PROCESSING_TIME)) {
      Plan timed =
          new Plan.KeyedState(
              never.input(), "presence", timeout, never.keys(), never.columns(), never.made());
      assertThat(warnings(timed)).isEmpty();
    }
  }

  private static List<String> warnings(Plan plan) {
    return QueryCompiler.warnings(new QuerySpec("seen", plan, OutputMode.APPEND, false, 1 << 20));
  }
}
