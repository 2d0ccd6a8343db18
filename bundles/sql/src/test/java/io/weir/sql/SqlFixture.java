package io.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.PlanPrinter;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.List;

/** The relations of the specification's pipeline, and short forms of the questions of the tests. */
final class SqlFixture {

  static final Functions FUNCTIONS = Functions.with(List.of(), List.of(), List.of(new Presence()));

  static final SqlCatalog.Source READINGS =
      source(
          "readings",
          "ts",
          Field.of("device", DataType.STRING),
          Field.of("seq", DataType.LONG),
          Field.of("ts", DataType.TIMESTAMP),
          Field.of("temp", DataType.DOUBLE),
          Field.of("line", DataType.STRING));

  static final SqlCatalog.Source EVENTS =
      source(
          "events",
          null,
          Field.of("id", DataType.INT),
          Field.of("at", DataType.TIMESTAMP),
          Field.of("day", DataType.DATE),
          Field.of("ok", DataType.BOOLEAN),
          Field.of("amount", new DataType.Decimal(10, 2)),
          Field.of(
              "pos",
              new DataType.Struct(
                  List.of(
                      Field.of("x", DataType.DOUBLE),
                      Field.of(
                          "inner", new DataType.Struct(List.of(Field.of("y", DataType.INT))))))));

  static final SqlCatalog.Table PRIORITIES =
      new SqlCatalog.Table(
          "priorities",
          Schema.of(
              Field.of("device", DataType.STRING),
              Field.of("priority", DataType.INT),
              Field.of("site", DataType.STRING)));

  static final SqlCatalog.Table LIMITS =
      new SqlCatalog.Table(
          "limits",
          Schema.of(
              Field.of("device", DataType.STRING),
              Field.of("since", DataType.TIMESTAMP),
              Field.of("max_temp", DataType.DOUBLE)),
          1,
          List.of(0));

  static final SqlCatalog SOURCES = SqlCatalog.of(List.of(READINGS, EVENTS, PRIORITIES, LIMITS));

  static final SqlCatalog CATALOG = withQueries();

  private SqlFixture() {}

  private static SqlCatalog.Source source(String name, String eventTime, Field... columns) {
    List<Field> fields = new ArrayList<>(List.of(columns));
    fields.add(Field.hidden("_event_time", DataType.TIMESTAMP));
    fields.add(Field.hidden("_received", DataType.TIMESTAMP));
    fields.add(Field.hidden("_topic", DataType.STRING));
    return new SqlCatalog.Source(name, new Schema(fields), eventTime);
  }

  private static SqlCatalog withQueries() {
    try {
      Plan hot =
          SqlCompiler.compile(
              "SELECT window, device, count(*) AS n, max(temp) AS peak FROM readings"
                  + " GROUP BY window(ts, '10 seconds'), device",
              SOURCES,
              FUNCTIONS);
      Plan warm =
          SqlCompiler.compile(
              "SELECT device, ts AS at, temp FROM readings WHERE temp > 20", SOURCES, FUNCTIONS);
      return SqlCatalog.of(
          List.of(
              READINGS,
              EVENTS,
              PRIORITIES,
              LIMITS,
              SqlCompiler.relation("hot", hot, SOURCES),
              SqlCompiler.relation("warm", warm, SOURCES)));
    } catch (SqlException e) {
      throw new IllegalStateException(e);
    }
  }

  static Plan compile(String sql) throws SqlException {
    return SqlCompiler.compile(sql, CATALOG, FUNCTIONS);
  }

  static String plan(String sql) throws SqlException {
    return PlanPrinter.print(compile(sql)).stripTrailing();
  }

  /** The first line of the plan of {@code SELECT … AS v FROM events}. */
  static String value(String expression) throws SqlException {
    Plan.Project project = (Plan.Project) compile("SELECT " + expression + " AS v FROM events");
    return project.columns().get(0).expr() + " : " + project.columns().get(0).expr().type();
  }

  static SqlException refusal(String sql) {
    SqlException e = catchThrowableOfType(SqlException.class, () -> compile(sql));
    assertThat(e).as("refusal of %s", sql).isNotNull();
    return e;
  }

  /** The refusal of a text in which {@code «…»} marks what the refusal must point at. */
  static String refusedAt(String marked) {
    int start = marked.indexOf('«');
    int end = marked.indexOf('»') - 1;
    String sql = marked.replace("«", "").replace("»", "");
    SqlException e = refusal(sql);
    assertThat(sql.substring(e.offset(), Math.min(sql.length(), e.offset() + e.length())))
        .as("place of: %s", e.getMessage())
        .isEqualTo(sql.substring(start, end));
    String before = sql.substring(0, start);
    assertThat(e.line()).isEqualTo((int) before.chars().filter(c -> c == '\n').count() + 1);
    assertThat(e.column()).isEqualTo(start - (before.lastIndexOf('\n') + 1) + 1);
    return e.reason();
  }
}
