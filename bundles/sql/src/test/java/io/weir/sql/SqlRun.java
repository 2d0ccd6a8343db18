package io.weir.sql;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.ChainedRows;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.PlanException;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.QueryOutput;
import io.weir.engine.query.QuerySpec;
import io.weir.engine.query.RunningQuery;
import io.weir.engine.query.TableVersion;
import io.weir.operators.RowBatch;
import io.weir.operators.function.Functions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs SQL over rows of {@code readings}: watermark without delay, then the end of all input. */
class SqlRun implements QueryOutput {

  private static final List<List<Object>> PRIORITIES =
      List.of(List.of("a", 5, "north"), List.of("b", 3, "south"), List.of("c", 1, "south"));

  private final List<String> rows = new ArrayList<>();

  private SqlRun() {}

  /** A reading at a second of 1970; temperature and line may be null. */
  record Reading(String device, long seq, int second, @Nullable Double temp, String line) {}

  static List<String> run(String sql, OutputMode mode, List<Reading> readings)
      throws SqlException, PlanException {
    return run(sql, mode, readings, PRIORITIES);
  }

  /** Runs a query over other rows of {@code priorities}, in which anything may be null. */
  static List<String> run(
      String sql,
      OutputMode mode,
      List<Reading> readings,
      List<? extends List<? extends @Nullable Object>> priorities)
      throws SqlException, PlanException {
    Plan plan = SqlFixture.compile(sql);
    RunningQuery query = query(plan, mode);
    SqlRun output = new SqlRun();
    for (int i = 0; i < query.tables().size(); i++) {
      boolean limits = query.tables().get(i).equals("limits");
      query.table(
          i,
          new TableVersion(
              7, limits ? limits() : batch(SqlFixture.PRIORITIES.schema(), priorities)));
    }
    feed(query, batch(readings), output);
    return output.rows;
  }

  /** Runs a query whose rows another reads by the name {@code first}. */
  static List<String> chain(String first, String second, List<Reading> readings)
      throws SqlException, PlanException {
    Plan plan = SqlFixture.compile(first);
    SqlCatalog catalog =
        SqlCatalog.of(List.of(SqlCompiler.relation("first", plan, SqlFixture.CATALOG)));
    Plan later = SqlCompiler.compile(second, catalog, Functions.builtin());
    RunningQuery one = query(plan, OutputMode.APPEND);
    RunningQuery two = query(later, OutputMode.APPEND);
    SqlRun output = new SqlRun();
    SqlRun between =
        new SqlRun() {
          @Override
          public void rows(RowBatch batch, boolean replaces) {
            two.accept(0, ChainedRows.of(batch), output);
          }
        };
    feed(one, batch(readings), between);
    two.advance(0, one.watermarkMicros());
    two.trigger(0, output);
    return output.rows;
  }

  private static RunningQuery query(Plan plan, OutputMode mode) throws PlanException {
    return QueryCompiler.compile(
        new QuerySpec("q", plan, mode, false, 1 << 20), Functions.builtin());
  }

  private static void feed(RunningQuery query, RowBatch rows, SqlRun output) {
    query.accept(0, rows, output);
    query.trigger(0, output);
    query.advance(0, RowBatch.END_OF_TIME);
    query.trigger(0, output);
  }

  private static RowBatch batch(List<Reading> readings) {
    List<List<@Nullable Object>> values = new ArrayList<>();
    long[] times = new long[readings.size()];
    long[] watermarks = new long[readings.size()];
    long watermark = RowBatch.NO_WATERMARK;
    for (int i = 0; i < times.length; i++) {
      Reading r = readings.get(i);
      Instant time = Instant.ofEpochSecond(r.second());
      times[i] = r.second() * 1_000_000L;
      watermarks[i] = watermark;
      watermark = Math.max(watermark, times[i]);
      List<@Nullable Object> row = new ArrayList<>(List.of(r.device(), r.seq(), time));
      row.add(r.temp());
      row.addAll(List.of(r.line(), time, time, "plant/" + r.line()));
      values.add(row);
    }
    return new RowBatch(batch(SqlFixture.READINGS.schema(), values), times, watermarks, watermark);
  }

  /** Two rows hold for a, one after the other, in no order; the one of b begins late. */
  private static Batch limits() {
    return batch(
        SqlFixture.LIMITS.schema(),
        List.of(
            List.of("a", Instant.ofEpochSecond(10), 2.0),
            List.of("b", Instant.ofEpochSecond(100), 9.0),
            List.of("a", Instant.ofEpochSecond(0), 1.0)));
  }

  private static Batch batch(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < schema.size(); c++) {
      ColumnBuilder column = ColumnBuilder.of(schema.field(c).type());
      for (List<? extends @Nullable Object> row : rows) {
        column.append(row.get(c));
      }
      columns.add(column.build());
    }
    return new Batch(schema, columns, rows.size());
  }

  @Override
  public void rows(RowBatch batch, boolean replaces) {
    Schema schema = batch.batch().schema();
    for (int row = 0; row < batch.size(); row++) {
      int at = row;
      rows.add(
          IntStream.range(0, schema.size())
              .filter(c -> !schema.field(c).hidden())
              .mapToObj(c -> String.valueOf(batch.batch().column(c).value(at)))
              .collect(Collectors.joining(" ")));
    }
  }

  @Override
  public void late(Batch input, int[] late, int count) {
    rows.add("late " + count);
  }

  @Override
  public void quarantined(Batch input, int row, String reason) {
    rows.add("quarantined " + row + ": " + reason);
  }

  @Override
  public void resultQuarantined(String description, String reason) {
    rows.add("result quarantined " + description + ": " + reason);
  }
}
