package io.weir.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.data.Batch;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.RowBatch;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gap of a session that is given by the row. */
class SessionGapTest {

  private static final Schema GAPS = Schema.of(Field.of("gap", DataType.LONG));

  @Test
  void shouldSayOfARowWhatItsGapIs() throws Exception {
    Plan sessions =
        new Plan.Aggregate(
            new Plan.SourceScan("a", GAPS),
            new WindowSpec.Session(new Expr.ColumnRef(0, "gap", DataType.LONG)),
            List.of(),
            List.of(
                new Plan.NamedAggregate(
                    "n", Functions.builtin().aggregate("count", List.of(), false, null))));
    RunningQuery query =
        QueryCompiler.compile(
            new QuerySpec("q", sessions, OutputMode.APPEND, false, 1L << 20), Functions.builtin());
    ColumnBuilder gaps = ColumnBuilder.of(DataType.LONG);
    gaps.append(5L);
    gaps.append(0L);
    gaps.append(null);
    gaps.append(-5_000_000L);
    long[] times = new long[4];
    Batch batch = new Batch(GAPS, List.of(gaps.build()), 4);
    Reasons reasons = new Reasons();
    query.accept(0, new RowBatch(batch, times, times, 0), reasons);
    String rest = ", expected more than 0: correct it, or filter such rows";
    assertThat(reasons.all)
        .containsExactly(
            "the session's gap is 0 microseconds" + rest,
            "the session's gap is null" + rest,
            "the session's gap is -5000000 microseconds" + rest);
  }

  private static final class Reasons implements QueryOutput {
    final List<String> all = new ArrayList<>();

    @Override
    public void rows(RowBatch rows, boolean replaces) {}

    @Override
    public void late(Batch input, int[] rows, int count) {}

    @Override
    public void quarantined(Batch input, int row, String reason) {
      all.add(reason);
    }

    @Override
    public void resultQuarantined(String description, String reason) {}
  }
}
