package com.example.plant;

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

/** {@code faulty_tally}: how many rows there are so far, all of one key. */
public final class FaultyState implements GroupStateType<Long> {

  @Override
  public String name() {
    return "faulty_tally";
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    return Schema.of(Field.of("n", DataType.LONG));
  }

  @Override
  @SuppressWarnings("NullAway") // breaks the law
  public void update(
      List<@Nullable Object> key,
      @Nullable Object[] row,
      GroupState<Long> state,
      Consumer<@Nullable Object[]> output) {
    Long known = state.get();
    long n = known == null ? 1 : known + 1;
    state.update(n);
    Object value = "type".equals(row[0]) ? "a text" : (Object) n;
    output.accept("null".equals(row[0]) ? null : new @Nullable Object[] {value});
    Fault.of(row[0]);
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
