package com.example.testing;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells when a device comes, and when it was silent for a minute. */
final class Presence implements GroupStateType<Long> {

  @Override
  public String name() {
    return "presence";
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    if (!key.equals(List.of(DataType.STRING))) {
      throw new IllegalArgumentException("expected one key, a string");
    }
    return Schema.of(Field.of("device", DataType.STRING), Field.of("event", DataType.STRING));
  }

  @Override
  public Timeout timeout() {
    return Timeout.EVENT_TIME;
  }

  @Override
  public void update(
      List<@Nullable Object> key,
      @Nullable Object[] row,
      GroupState<Long> state,
      Consumer<@Nullable Object[]> output) {
    Long known = state.get();
    state.update(known == null ? 1L : known + 1);
    state.setTimeout(state.time().plusSeconds(60));
    if (known == null) {
      output.accept(new @Nullable Object[] {key.get(0), "came"});
    }
  }

  @Override
  public void timedOut(
      List<@Nullable Object> key, GroupState<Long> state, Consumer<@Nullable Object[]> output) {
    output.accept(new @Nullable Object[] {key.get(0), "went"});
    state.remove();
  }

  @Override
  public void write(Long state, ByteSink target) {
    target.writeByte(1); // the layout
    target.writeLong(state);
  }

  @Override
  public Long read(ByteBuffer source) {
    if (source.get() != 1) {
      throw new IllegalArgumentException("a state of another layout, expected layout 1");
    }
    return source.getLong();
  }
}
