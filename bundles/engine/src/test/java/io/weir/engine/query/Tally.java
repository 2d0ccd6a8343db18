package io.weir.engine.query;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Counts rows, makes some, forgets, fails and times out, all by what the rows hold. */
final class Tally implements GroupStateType<long[]> {

  private final Timeout timeout;
  private final int columns;

  Tally(Timeout timeout, int columns) {
    this.timeout = timeout;
    this.columns = columns;
  }

  /** One for each timeout and number of columns. */
  static List<Tally> all() {
    return Arrays.stream(Timeout.values())
        .flatMap(
            timeout ->
                IntStream.rangeClosed(Shape.LEAST_COLUMNS, Shape.MOST_COLUMNS)
                    .mapToObj(columns -> new Tally(timeout, columns)))
        .toList();
  }

  @Override
  public String name() {
    return "tally_%s_%d".formatted(timeout.name().toLowerCase(Locale.ROOT), columns);
  }

  @Override
  public Timeout timeout() {
    return timeout;
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    return rows;
  }

  @Override
  public void update(
      List<Object> key, Object[] row, GroupState<long[]> state, Consumer<Object[]> output) {
    long[] known = state.get();
    long[] counts = known == null ? new long[1] : known;
    counts[0]++;
    long v = row[Shape.V] == null ? 0 : (Long) row[Shape.V];
    state.update(counts);
    setTimeout(state, v);
    for (long i = 0; i < counts[0] % 3; i++) {
      Object[] made = row.clone();
      made[Shape.LINE] = counts[0];
      made[Shape.V] = i;
      output.accept(made);
    }
    if (v == 2) {
      throw new IllegalStateException("after everything");
    }
    if (counts[0] == 5) {
      state.remove();
    }
  }

  private void setTimeout(GroupState<long[]> state, long v) {
    if (timeout == Timeout.EVENT_TIME && v != 1) {
      state.setTimeout(state.time().plus(Duration.ofNanos(1000L * (Math.floorMod(v, 7) - 1))));
    } else if (timeout == Timeout.PROCESSING_TIME && v != 1) {
      state.setTimeout(Duration.ofNanos(1000L * (1 + Math.floorMod(v, 4))));
    }
  }

  @Override
  public void timedOut(List<Object> key, GroupState<long[]> state, Consumer<Object[]> output) {
    long[] counts = state.get();
    long count = counts == null ? -1 : counts[0];
    Object[] made = new Object[columns];
    made[Shape.DEVICE] = key.get(0);
    made[Shape.LINE] = count;
    made[Shape.TEMP] = 0.5;
    made[Shape.V] = Instant.EPOCH.until(state.time(), ChronoUnit.MICROS);
    made[Shape.OK] = count > 1;
    made[Shape.TS] = state.time();
    output.accept(made);
    if (count == 4) {
      throw new IllegalStateException("after the row");
    }
    if (count % 2 == 1) {
      state.update(new long[] {count + 1});
      setTimeout(state, 3);
    } else if (count > 0) {
      state.remove();
    }
  }

  @Override
  public void write(long[] state, ByteSink target) {
    target.writeByte(1);
    target.writeLong(state[0]);
  }

  @Override
  public long[] read(ByteBuffer source) {
    if (source.get() != 1) {
      throw new IllegalArgumentException("not a state");
    }
    return new long[] {source.getLong()};
  }
}
