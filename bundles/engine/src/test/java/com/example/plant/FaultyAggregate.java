package com.example.plant;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code faulty_count(text)}: how many rows there are; a state with a fault has a negative count.
 */
public final class FaultyAggregate implements AggregateType<long[]> {

  private static final List<String> STATES = List.of("merge", "result", "write", "read");

  @Override
  public String name() {
    return "faulty_count";
  }

  @Override
  public DataType resultType(List<DataType> arguments) {
    if (arguments.size() > 1) {
      throw new IllegalStateException("too many");
    }
    return DataType.LONG;
  }

  @Override
  public long[] create() {
    return new long[1];
  }

  @Override
  @SuppressWarnings("NullAway") // breaks the law
  public long[] add(long[] accumulator, @Nullable Object[] arguments) {
    Fault.of(arguments[0]);
    String text = String.valueOf(arguments[0]);
    accumulator[0] += STATES.contains(text) ? -1_000L * (1 + STATES.indexOf(text)) : 1;
    return "null".equals(arguments[0]) ? null : accumulator;
  }

  @Override
  public long[] merge(long[] earlier, long[] later) {
    fail("merge", later);
    return new long[] {earlier[0] + later[0]};
  }

  @Override
  public Object result(long[] accumulator) {
    fail("result", accumulator);
    return accumulator[0];
  }

  @Override
  public void write(long[] accumulator, ByteSink target) {
    target.writeByte(1);
    fail("write", accumulator);
    target.writeLong(accumulator[0]);
  }

  @Override
  public long[] read(ByteBuffer source) {
    source.get();
    long[] state = {source.getLong()};
    fail("read", state);
    return state;
  }

  private static void fail(String method, long[] state) {
    if (state[0] < 0 && STATES.get((int) ((999 - state[0]) / 1_000) - 1).equals(method)) {
      throw new AssertionError("no " + method);
    }
  }
}
