package io.weir.testkit;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupStateType;
import io.weir.api.function.GroupStateType.Timeout;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.PlanException;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.QueryOutput;
import io.weir.engine.query.QuerySpec;
import io.weir.engine.query.RunningQuery;
import io.weir.engine.query.StateReader;
import io.weir.engine.query.StateWriter;
import io.weir.operators.RowBatch;
import io.weir.operators.column.Instants;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.Functions;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query that calls a function with a state for each key, step by step, through restarts.
 *
 * <p>Thread: one at a time.
 */
final class GroupStateRun implements QueryOutput {

  static final String LATE = "late: before the watermark";

  private static final String INPUT = "rows";
  private static final long MAX_STATE = 64 << 20;

  /** What is handed to the query. */
  sealed interface Step permits Arrival, Advance {}

  /** A row. */
  record Arrival(Instant time, List<@Nullable Object> values) implements Step {
    @Override
    public String toString() {
      return "row(%s, %s)".formatted(time, values);
    }
  }

  /** The time moves on. */
  record Advance(Instant time) implements Step {
    @Override
    public String toString() {
      return "advanceTo(%s)".formatted(time);
    }
  }

  /**
   * What came of a step.
   *
   * @param rows that came out
   * @param failures why a call failed, or that a row was late
   * @param keys with a state or a timeout, after it
   */
  record Outcome(List<List<@Nullable Object>> rows, List<String> failures, long keys) {

    boolean same(Outcome other) {
      return Values.same(rows, other.rows, 0)
          && failures.equals(other.failures)
          && keys == other.keys;
    }

    @Override
    public String toString() {
      return "the rows %s, the failures %s and %d keys".formatted(rows, failures, keys);
    }
  }

  /** The query. */
  record Setup(QuerySpec spec, Functions functions, Schema rows, Timeout timeout) {

    static Setup of(GroupStateType<?> type, Schema rows, List<String> key) {
      List<Plan.NamedExpr> columns = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        columns.add(new Plan.NamedExpr(rows.field(i).name(), column(rows, i)));
      }
      List<Expr> keys = new ArrayList<>();
      for (String name : key) {
        keys.add(column(rows, position(rows, name)));
      }
      Plan plan =
          new Plan.KeyedState(
              new Plan.SourceScan(INPUT, rows),
              type.name(),
              type.timeout(),
              keys,
              columns,
              type.outputSchema(keys.stream().map(Expr::type).toList(), rows));
      return new Setup(
          new QuerySpec("state", plan, OutputMode.APPEND, false, MAX_STATE),
          Functions.with(List.of(), List.of(), List.of(type)),
          rows,
          type.timeout());
    }

    private static Expr column(Schema rows, int position) {
      Field field = rows.field(position);
      return new Expr.ColumnRef(position, field.name(), field.type());
    }

    private static int position(Schema rows, String name) {
      for (int i = 0; i < rows.size(); i++) {
        if (rows.field(i).name().equalsIgnoreCase(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException(
          "no column %s for the key, expected one of %s".formatted(name, rows));
    }

    RunningQuery query() {
      try {
        return QueryCompiler.compile(spec, functions);
      } catch (PlanException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
  }

  private final Setup setup;
  private RunningQuery query;
  private long watermark = RowBatch.NO_WATERMARK;
  private long now;

  // Of the step at hand.
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  GroupStateRun(Setup setup) {
    this.setup = setup;
    this.query = setup.query();
  }

  /** Takes a step, and perhaps restarts before its trigger and behind it. */
  Outcome take(Step step, boolean restarting) {
    rows.clear();
    failures.clear();
    if (step instanceof Arrival arrival) {
      accept(arrival);
    } else {
      long time = Instants.micros(((Advance) step).time());
      if (setup.timeout() == Timeout.EVENT_TIME) {
        watermark = Math.max(watermark, time);
        query.advance(0, watermark);
      } else {
        now = Math.max(now, time);
      }
    }
    if (restarting) {
      restart();
    }
    query.trigger(now, this);
    if (restarting) {
      restart();
    }
    return new Outcome(List.copyOf(rows), List.copyOf(failures), query.stateRows());
  }

  private void accept(Arrival arrival) {
    Batch batch = RowBatches.of(setup.rows(), List.of(arrival.values()));
    long[] time = {Instants.micros(arrival.time())};
    query.accept(0, new RowBatch(batch, time, new long[] {watermark}, watermark), this);
  }

  private void restart() {
    Chunks chunks = new Chunks();
    query.snapshot(chunks);
    query = setup.query();
    query.restore(chunks);
  }

  @Override
  public void rows(RowBatch output, boolean replaces) {
    int columns = output.batch().columns().size() - 1; // without the hidden event time
    for (int row = 0; row < output.size(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        values.add(output.batch().column(i).value(row));
      }
      rows.add(values);
    }
  }

  @Override
  public void late(Batch input, int[] positions, int count) {
    failures.add(LATE);
  }

  @Override
  public void quarantined(Batch input, int row, String reason) {
    failures.add(reason);
  }

  @Override
  public void resultQuarantined(String description, String reason) {
    failures.add(reason);
  }

  /** State as a checkpoint keeps it. */
  private static final class Chunks implements StateWriter, StateReader {

    private final ByteSink buffer = new ByteSink();
    private final Deque<byte[]> chunks = new ArrayDeque<>();

    @Override
    public ByteSink buffer() {
      return buffer;
    }

    @Override
    public void flush() {
      chunks.addLast(buffer.toByteArray());
      buffer.clear();
    }

    @Override
    public @Nullable ByteBuffer next() {
      byte[] chunk = chunks.pollFirst();
      return chunk == null ? null : ByteBuffer.wrap(chunk).asReadOnlyBuffer();
    }
  }
}
