package com.example.plant;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code blocking}: does what a function must not do. */
public final class BlockingState implements GroupStateType<Long> {

  private final CountDownLatch called;
  private final CountDownLatch released;

  /** Counts the one down when it is called, and waits for the other. */
  public BlockingState(CountDownLatch called, CountDownLatch released) {
    this.called = called;
    this.released = released;
  }

  @Override
  public String name() {
    return "blocking";
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
    called.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    output.accept(new @Nullable Object[] {key.get(0), 1L, null});
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
