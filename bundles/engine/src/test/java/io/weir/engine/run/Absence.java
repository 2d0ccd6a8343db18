package io.weir.engine.run;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells of each row, and of a device of which none came for a time, with when that was. */
final class Absence implements GroupStateType<Long> {

  private final Duration after;

  Absence(Duration after) {
    this.after = after;
  }

  @Override
  public String name() {
    return "absence";
  }

  @Override
  public Timeout timeout() {
    return Timeout.PROCESSING_TIME;
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    return Schema.of(
        Field.of("device", DataType.STRING),
        Field.of("n", DataType.LONG),
        Field.of("gone", DataType.TIMESTAMP));
  }

  @Override
  public void update(
      List<@Nullable Object> key,
      @Nullable Object[] row,
      GroupState<Long> state,
      Consumer<@Nullable Object[]> output) {
    Long known = state.get();
    long n = known == null ? 1 : known + 1;
    state.update(n);
    state.setTimeout(after);
    output.accept(new @Nullable Object[] {key.get(0), n, null});
  }

  @Override
  public void timedOut(
      List<@Nullable Object> key, GroupState<Long> state, Consumer<@Nullable Object[]> output) {
    Instant gone = state.time();
    output.accept(new @Nullable Object[] {key.get(0), state.get(), gone});
    state.remove();
  }

  @Override
  public void write(Long state, ByteSink target) {
    target.writeLong(state);
  }

  @Override
  public Long read(ByteBuffer source) {
    return source.getLong();
  }
}
