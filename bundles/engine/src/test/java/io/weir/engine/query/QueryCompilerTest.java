package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.api.Fate;
import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.AggregateType;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import io.weir.operators.window.CalendarGrid;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryCompilerTest {

  private static final Plan SCAN =
      new Plan.SourceScan(
          "a",
          Schema.of(
              Field.of("device", DataType.STRING),
              Field.of("line", DataType.LONG),
              Field.of("temp", DataType.DOUBLE),
              Field.of("v", DataType.LONG),
              Field.of("ok", DataType.BOOLEAN)));
  private static final Expr DEVICE = new Expr.ColumnRef(0, "device", DataType.STRING);
  private static final Expr TEMP = new Expr.ColumnRef(2, "temp", DataType.DOUBLE);
  private static final Expr V = new Expr.ColumnRef(3, "v", DataType.LONG);
  private static final WindowSpec TEN = new WindowSpec.Fixed(10, 10, 0);

  private static Plan.Aggregate counts(WindowSpec window) throws FunctionException {
    return aggregate(Functions.builtin(), window, "count", List.of());
  }

  private static Plan.Aggregate aggregate(
      Functions functions, WindowSpec window, String name, List<Expr> arguments)
      throws FunctionException {
    return new Plan.Aggregate(
        SCAN,
        window,
        List.of(new Plan.NamedExpr("device", DEVICE)),
        List.of(new Plan.NamedAggregate("x", functions.aggregate(name, arguments, false, null))));
  }

  private static QuerySpec spec(Plan plan, OutputMode mode) {
    return new QuerySpec("q", plan, mode, false, 1L << 20);
  }

  private static void assertRefused(Plan plan, OutputMode mode, String... words) {
    assertThatThrownBy(() -> QueryCompiler.compile(spec(plan, mode), Functions.builtin()))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void shouldRefuseAnAppendedAggregationWithoutWindowAndSayWhatToDo() throws FunctionException {
    assertRefused(counts(null), OutputMode.APPEND, "query q", "update", "complete", "window(");
  }

  @Test
  void shouldRefuseACompleteProjection() {
    assertRefused(SCAN, OutputMode.COMPLETE, "complete", "append");
  }

  @Test
  void shouldRefuseUpdatedSessions() throws FunctionException {
    WindowSpec session = new WindowSpec.Session(new Expr.Literal(5L, DataType.LONG));
    assertRefused(counts(session), OutputMode.UPDATE, "sessions", "append");
  }

  @Test
  void shouldCloseDaysOfAZoneThatHave23And25Hours() {
    CalendarGrid days = new CalendarGrid(ChronoUnit.DAYS, ZoneId.of("Europe/Berlin"));
    long hour = 3_600_000_000L;
    for (long[] day : new long[][] {{29, 3, 23}, {25, 10, 25}, {26, 10, 24}}) {
      long noon =
          Instant.parse("2026-%02d-%02dT12:00:00Z".formatted(day[1], day[0])).toEpochMilli() * 1000;
      long start = days.paneStart(noon);
      long end = days.paneEnd(start);
      assertThat(end - start).isEqualTo(day[2] * hour);
      assertThat(days.windowStart(end)).isEqualTo(start);
      assertThat(days.lastEndUntil(end)).isEqualTo(end);
      assertThat(days.lastEndUntil(end - 1)).isEqualTo(start);
      assertThat(days.firstEndAfter(start)).isEqualTo(end);
    }
  }

  @Test
  void shouldRefuseMoreThanTenThousandPanes() throws FunctionException {
    assertRefused(counts(new WindowSpec.Fixed(10_001, 1, 0)), OutputMode.APPEND, "10,001 panes");
  }

  @Test
  void shouldRefuseWindowsWithGapsAndWithoutLength() throws FunctionException {
    assertRefused(counts(new WindowSpec.Fixed(10, 20, 0)), OutputMode.APPEND, "gaps", "slide");
    assertRefused(counts(new WindowSpec.Fixed(0, 0, 0)), OutputMode.APPEND, "positive");
  }

  @Test
  void shouldRefuseToReadAnAggregationThatIsNeverFinal() throws FunctionException {
    assertRefused(counted(counts(null)), OutputMode.APPEND, "never final", "window(…)");
  }

  private static Plan counted(Plan input) throws FunctionException {
    return new Plan.Aggregate(
        input,
        TEN,
        List.of(),
        List.of(
            new Plan.NamedAggregate(
                "n", Functions.builtin().aggregate("count", List.of(), false, null))));
  }

  @Test
  void shouldAggregateFinalWindows() throws Exception {
    Outcome outcome =
        run(
            counted(counts(new WindowSpec.Fixed(5, 5, 0))),
            Functions.builtin(),
            arrivals(row("d", 1.0, 1L), row("d", 1.0, 1L), row("e", 1.0, 1L)));
    assertThat(outcome.output).hasSize(2).last().asString().contains(", 2]", "at 9");
    assertThat(outcome.fates).isEqualTo(Map.of(Fate.AGGREGATED, 3L));
  }

  @Test
  void shouldLetTheFirstRowOfEachKeyThrough() throws Exception {
    Outcome outcome =
        run(
            new Plan.Deduplicate(SCAN, List.of(DEVICE), 10L),
            Functions.builtin(),
            arrivals(row("d", 1.0, 1L), row(null, 1.0, 2L), row("d", 1.0, 3L), row(null, 1.0, 4L)));
    assertThat(outcome.output).hasSize(3);
    assertThat(outcome.fates).isEqualTo(Map.of(Fate.PASSED, 2L, Fate.DEDUPLICATED, 2L));
  }

  private static List<QueryCase.Event> arrivals(Object[]... rows) {
    List<QueryCase.Event> events = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      events.add(new QueryCase.Arrival("a", rows[i], i, Long.MIN_VALUE, Long.MIN_VALUE));
    }
    events.add(new QueryCase.Advance("a", Long.MAX_VALUE));
    events.add(new QueryCase.Trigger(0));
    return events;
  }

  private static Object[] row(String device, Double temp, Long v) {
    return new Object[] {device, null, temp, v, null};
  }

  private static Outcome run(Plan plan, Functions functions, List<QueryCase.Event> events)
      throws PlanException {
    QueryCase test = new QueryCase(spec(plan, OutputMode.APPEND), Map.of(), events);
    return new EngineRun(test, functions, 1, 100, EngineRun.Restarts.NONE).run();
  }

  @Test
  void shouldQuarantineTheOutputRowWhenALongSumOverflows() throws Exception {
    Plan plan = aggregate(Functions.builtin(), TEN, "sum", List.of(V));
    Outcome outcome =
        run(
            plan,
            Functions.builtin(),
            arrivals(row("x", null, Long.MAX_VALUE), row("x", null, 1L), row("y", null, 2L)));
    assertThat(outcome.failedResults).hasSize(1);
    assertThat(outcome.output).hasSize(2).last().asString().contains("y, 2]");
    assertThat(outcome.fates).containsExactly(Map.entry(Fate.AGGREGATED, 3L));
  }

  @Test
  void shouldNotOverflowOnTheWayToASumThatFits() throws Exception {
    Plan plan = aggregate(Functions.builtin(), TEN, "sum", List.of(V));
    Outcome outcome =
        run(
            plan,
            Functions.builtin(),
            arrivals(row("x", null, Long.MAX_VALUE), row("x", null, 1L), row("x", null, -1L)));
    assertThat(outcome.failedResults).isEmpty();
    assertThat(outcome.output).last().asString().contains("x, " + Long.MAX_VALUE + "]");
  }

  /** Joins numbers; refuses 13. */
  private static final class Joined implements AggregateType<StringBuilder> {
    @Override
    public String name() {
      return "joined";
    }

    @Override
    public DataType resultType(List<DataType> arguments) {
      return DataType.STRING;
    }

    @Override
    public StringBuilder create() {
      return new StringBuilder();
    }

    @Override
    public StringBuilder add(StringBuilder accumulator, Object[] arguments) {
      if (arguments[0].equals(13.0)) {
        throw new IllegalStateException("unlucky");
      }
      return accumulator.append(arguments[0]).append(' ');
    }

    @Override
    public StringBuilder merge(StringBuilder earlier, StringBuilder later) {
      return earlier.append(later);
    }

    @Override
    public Object result(StringBuilder accumulator) {
      return accumulator.toString();
    }

    @Override
    public void write(StringBuilder accumulator, ByteSink target) {
      target.write(accumulator.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public StringBuilder read(ByteBuffer source) {
      return new StringBuilder(java.nio.charset.StandardCharsets.UTF_8.decode(source));
    }
  }

  @Test
  void shouldQuarantineARowThatAUsersAggregateRefusesAndKeepTheOthers() throws Exception {
    Functions functions = Functions.with(List.of(), List.of(new Joined()));
    WindowSpec sliding = new WindowSpec.Fixed(4, 2, 0);
    Plan plan = aggregate(functions, sliding, "joined", List.of(TEMP));
    Outcome outcome =
        run(
            plan,
            functions,
            arrivals(row("x", 1.0, null), row("x", 13.0, null), row("x", 2.0, null)));
    assertThat(outcome.quarantined).hasSize(1);
    assertThat(outcome.output.subList(1, 4))
        .satisfiesExactly(
            first -> assertThat(first).contains("x, 1.0 ]"),
            second -> assertThat(second).contains("x, 1.0 2.0 ]"),
            third -> assertThat(third).contains("x, 2.0 ]"));
    assertThat(outcome.fates)
        .containsOnly(Map.entry(Fate.AGGREGATED, 2L), Map.entry(Fate.QUARANTINED, 1L));
  }

  @Test
  void shouldForgetGroupsThatNoOpenWindowHolds() throws Exception {
    List<QueryCase.Event> events = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      events.add(new QueryCase.Arrival("a", row("device " + i, 1.0, null), i, i - 20L, i - 19L));
    }
    QueryCase test = new QueryCase(spec(counts(TEN), OutputMode.APPEND), Map.of(), events);
    EngineRun run = new EngineRun(test, Functions.builtin(), 1, 500, EngineRun.Restarts.NONE);
    assertThat(run.run().quarantined).isEmpty();
    assertThat(run.query().stateRows() - 39_900L).isLessThan(200); // pending rows aside
  }
}
