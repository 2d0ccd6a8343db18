package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.plant.FaultyAggregate;
import com.example.plant.FaultyFunction;
import com.example.plant.FaultyState;
import io.weir.api.Fate;
import io.weir.api.data.Batch;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.RowBatch;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the code of a bundle throws for a row is the affair of that row: else the row would come
 * again at every start, and its pipeline would never get on.
 */
class BundleCodeTest {

  private static final Schema TEXTS = Schema.of(Field.of("text", DataType.STRING));
  private static final Plan SCAN = new Plan.SourceScan("a", TEXTS);
  private static final Expr TEXT = new Expr.ColumnRef(0, "text", DataType.STRING);
  private static final FaultyState STATE = new FaultyState();
  private static final Functions FUNCTIONS =
      Functions.with(List.of(new FaultyFunction()), List.of(new FaultyAggregate()), List.of(STATE));

  private static final List<String> KINDS = List.of("function", "aggregate", "state");

  private static Plan plan(String kind) throws Exception {
    return switch (kind) {
      case "function" ->
          new Plan.Project(
              SCAN, List.of(new Plan.NamedExpr("x", FUNCTIONS.call("faulty", List.of(TEXT)))));
      case "aggregate" ->
          new Plan.Aggregate(
              SCAN,
              new WindowSpec.Fixed(10, 10, 0),
              List.of(),
              List.of(
                  new Plan.NamedAggregate(
                      "x", FUNCTIONS.aggregate("faulty_count", List.of(TEXT), false, null))));
      default ->
          new Plan.KeyedState(
              SCAN,
              STATE.name(),
              STATE.timeout(),
              List.of(),
              List.of(new Plan.NamedExpr("text", TEXT)),
              STATE.outputSchema(List.of(), TEXTS));
    };
  }

  @ParameterizedTest
  @CsvSource({
    "unchecked, java.lang.IllegalStateException: upside down, of",
    "checked, java.io.IOException: unplugged, of",
    "assertion, java.lang.AssertionError: unreachable, of",
    "linkage, java.lang.NoClassDefFoundError: com/example/Missing, of",
    "library, java.lang.NumberFormatException: For input string: \"four\", of",
    "recursion, java.lang.StackOverflowError, recurse",
  })
  void shouldCostOneRowAndSayWhere(String text, String thrown, String method) throws Exception {
    for (String kind : KINDS) {
      Run run = new Run(plan(kind));
      run.take("good", text, "good");
      assertThat(run.reasons)
          .as(kind)
          .singleElement()
          .asString()
          .startsWith("the " + (kind.equals("state") ? "function" : kind) + " faulty")
          .contains(thrown + ", at com.example.plant.Fault." + method + "(Fault.java:");
      assertThat(run.query.fates(Fate.QUARANTINED)).isEqualTo(1);
      long others = run.query.fates(Fate.PASSED) + run.query.fates(Fate.AGGREGATED);
      assertThat(others).as(kind).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "function | type | the function faulty returned a java.lang.Long, expected a value of type string",
        "aggregate | null | the aggregate faulty_count failed: java.lang.NullPointerException: add returned null",
        "state | type | found a text in column n, expected long, at com.example.plant.FaultyState.update(",
        "state | null | found null, expected a row of 1 values: (n: long), at com.example.plant.FaultyState.update(",
      })
  void shouldSayWhatIsNotAsPromised(String kind, String text, String reason) throws Exception {
    Run run = new Run(plan(kind));
    run.take("good", text, "good");
    assertThat(run.reasons)
        .singleElement()
        .asString()
        .contains(reason)
        .as("a place in the bundle, or none")
        .doesNotContain("io.weir.engine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"function", "aggregate", "state"})
  void shouldNotBlameARowForAMachineWithoutMemory(String kind) throws Exception {
    Run run = new Run(plan(kind));
    assertThatThrownBy(() -> run.take("memory")).isInstanceOf(OutOfMemoryError.class);
  }

  @ParameterizedTest
  @CsvSource({
    "merge, failed to merge, at com.example.plant.FaultyAggregate.",
    "result, gave no result, at com.example.plant.FaultyAggregate.",
    "write, failed to write its state, at com.example.plant.FaultyAggregate.",
  })
  void shouldCostTheResultOfTheGroupWhoseStateFails(String text, String failure, String place)
      throws Exception {
    Run run = new Run(plan("aggregate"));
    run.take(text.equals("merge") ? "good" : text);
    run.take(text.equals("merge") ? text : "good");
    run = run.restarted();
    run.finish();
    assertThat(run.reasons).isEmpty();
    assertThat(run.failedResults).singleElement().asString().contains(failure, place);
  }

  @Test
  void shouldNotForgetAStateThatAnotherEditionOfTheBundleMayRead() throws Exception {
    Run run = new Run(plan("aggregate"));
    run.take("read");
    assertThatThrownBy(run::restarted)
        .hasMessageContainingAll(
            "the aggregate faulty_count cannot read its state",
            "no read",
            "FaultyAggregate.java:",
            "deploy the version of the bundle that wrote it");
  }

  @Test
  void shouldRefuseACallThatTheBundleDeclaresNothingFor() {
    List<Expr> two = List.of(TEXT, TEXT);
    assertThatThrownBy(() -> FUNCTIONS.call("faulty", two))
        .isInstanceOf(FunctionException.class)
        .hasMessage("faulty: resultType returned null; correct the bundle");
    assertThatThrownBy(() -> FUNCTIONS.aggregate("faulty_count", two, false, null))
        .isInstanceOf(FunctionException.class)
        .hasMessageContaining("faulty_count: resultType failed: java.lang.IllegalStateException")
        .hasMessageContaining("at com.example.plant.FaultyAggregate.resultType(");
  }

  /** A query, and why it quarantines what it quarantines. */
  private static final class Run implements QueryOutput {
    final Plan plan;
    final RunningQuery query;
    final List<String> reasons = new ArrayList<>();
    final List<String> failedResults = new ArrayList<>();

    Run(Plan plan) throws PlanException {
      this.plan = plan;
      query =
          QueryCompiler.compile(
              new QuerySpec("q", plan, OutputMode.APPEND, false, 1L << 20), FUNCTIONS);
    }

    void take(String... texts) {
      ColumnBuilder column = ColumnBuilder.of(DataType.STRING);
      for (String text : texts) {
        column.append(text);
      }
      long[] times = new long[texts.length];
      Batch batch = new Batch(TEXTS, List.of(column.build()), texts.length);
      query.accept(0, new RowBatch(batch, times, times, 0), this);
    }

    Run restarted() throws PlanException {
      EngineRun.Chunks chunks = new EngineRun.Chunks();
      query.snapshot(chunks);
      Run run = new Run(plan);
      run.query.restore(chunks);
      return run;
    }

    void finish() {
      query.advance(0, RowBatch.END_OF_TIME);
      query.trigger(0, this);
    }

    @Override
    public void rows(RowBatch rows, boolean replaces) {}

    @Override
    public void late(Batch input, int[] rows, int count) {}

    @Override
    public void quarantined(Batch input, int row, String reason) {
      reasons.add(reason);
    }

    @Override
    public void resultQuarantined(String description, String reason) {
      failedResults.add(description + ": " + reason);
    }
  }
}
