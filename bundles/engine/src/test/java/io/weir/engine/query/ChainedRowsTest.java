package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType.Timeout;
import io.weir.engine.plan.Plan;
import io.weir.engine.workers.Workers;
import io.weir.operators.RowBatch;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainedRowsTest {

  private static final Schema RECORD =
      Schema.of(
          Field.of("device", DataType.STRING),
          Field.of("line", DataType.LONG),
          Field.of("temp", DataType.DOUBLE),
          Field.of("v", DataType.LONG),
          Field.of("ok", DataType.BOOLEAN),
          Field.of("ts", DataType.TIMESTAMP));

  @Test
  void shouldEndAtTheWatermarkOfTheLastRow() {
    long[] watermarks = {10, 40, 99}; // longer than the batch
    RowBatch rows = rows("n", watermarks, RowBatch.END_OF_TIME);
    RowBatch chained = ChainedRows.of(rows);
    assertThat(chained.watermarkAfterMicros()).isEqualTo(40);
    assertThat(chained.watermarkMicros()).isSameAs(watermarks);
  }

  @Test
  void shouldAddTheEventTimeAsAHiddenColumn() {
    Batch chained = ChainedRows.of(rows("n", new long[] {10, 40}, 41)).batch();
    assertThat(chained.schema().fields())
        .containsExactly(
            Field.of("n", DataType.LONG), Field.hidden("_event_time", DataType.TIMESTAMP));
    assertThat(((LongColumn) chained.columns().get(1)).values()).startsWith(7, 8);
  }

  @Test
  void shouldKeepAColumnOfThatName() {
    RowBatch rows = rows("_event_time", new long[] {10, 40}, 41);
    assertThat(ChainedRows.of(rows).batch()).isSameAs(rows.batch());
  }

  private static RowBatch rows(String column, long[] watermarks, long after) {
    Schema schema = Schema.of(Field.of(column, DataType.LONG));
    LongColumn values = new LongColumn(DataType.LONG, new long[] {1, 2}, null, 2);
    return new RowBatch(
        new Batch(schema, List.of(values), 2), new long[] {7, 8}, watermarks, after);
  }

  /**
   * At the end of all input a timeout is the last of its key; one that the last row's own watermark
   * brings about may be followed by another, also when that row is filtered.
   */
  @Test
  void shouldLetATimeoutBeFollowedByAnotherThoughTheInputEnds(@TempDir Path folder)
      throws Exception {
    List<PipelineCase.Step> records =
        List.of(
            new PipelineCase.Block(
                "a",
                List.of(
                    record("other", 1, 1, 0),
                    record("silent", 1, 3, 1), // wants to be told at 3, then at 5
                    record("filtered", 0, 3, 100),
                    record("filtered", 0, 3, 101))));
    PipelineCase test =
        new PipelineCase(
            RECORD,
            Schema.of(Field.of("id", DataType.STRING)),
            Map.of("a", 0L, "b", 0L),
            List.of(spec("q0", all()), spec("q1", timeouts())),
            records);
    String expected = new NaivePipeline(test).run();
    assertThat(expected).contains("silent, 1, 0.5, 3,", "silent, 2, 0.5, 5,");
    try (Workers workers = Workers.of(1)) {
      assertThat(new PipelineRun(test, 1, false, workers, folder).run()).isEqualTo(expected);
    }
  }

  private static Plan all() {
    return columns(new Plan.SourceScan("a", PipelineCase.recorded(RECORD)));
  }

  private static Plan timeouts() throws FunctionException {
    List<Field> fields = new ArrayList<>(RECORD.fields());
    fields.add(Field.hidden("_event_time", DataType.TIMESTAMP));
    Expr kept =
        StepCases.FUNCTIONS.call(
            ">", List.of(column(Shape.LINE), new Expr.Literal(0L, DataType.LONG)));
    Plan filtered = new Plan.Filter(columns(new Plan.QueryScan("q0", new Schema(fields))), kept);
    Tally tally = new Tally(Timeout.EVENT_TIME, RECORD.size());
    return new Plan.KeyedState(
        filtered,
        tally.name(),
        tally.timeout(),
        List.of(column(Shape.DEVICE)),
        named(),
        tally.outputSchema(List.of(), RECORD));
  }

  private static Plan columns(Plan input) {
    return new Plan.Project(input, named());
  }

  private static List<Plan.NamedExpr> named() {
    List<Plan.NamedExpr> columns = new ArrayList<>();
    for (int i = 0; i < RECORD.size(); i++) {
      columns.add(new Plan.NamedExpr(RECORD.field(i).name(), column(i)));
    }
    return columns;
  }

  private static Expr column(int index) {
    return new Expr.ColumnRef(index, RECORD.field(index).name(), RECORD.field(index).type());
  }

  private static QuerySpec spec(String name, Plan plan) {
    return new QuerySpec(name, plan, OutputMode.APPEND, false, 1L << 30);
  }

  private static Object[] record(String device, long line, long v, long micros) {
    return new Object[] {device, line, 0.0, v, true, Shape.instant(micros)};
  }
}
