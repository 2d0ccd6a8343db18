package io.weir.pipeline;

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

/** Counts the rows of a device. */
final class Presence implements GroupStateType<Long> {

  @Override
  public String name() {
    return "presence";
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    if (!key.equals(List.of(DataType.STRING))) {
      throw new IllegalArgumentException("expected one key, a string; found " + key);
    }
    return Schema.of(Field.of("device", DataType.STRING), Field.of("n", DataType.LONG));
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
    output.accept(new @Nullable Object[] {key.get(0), n});
  }

  @Override
  public void write(Long state, ByteSink target) {
    target.writeByte(1); // the layout
    target.writeLong(state);
  }

  @Override
  public Long read(ByteBuffer source) {
    if (source.get() != 1) {
      throw new IllegalArgumentException("a layout of another version");
    }
    return source.getLong();
  }
}
