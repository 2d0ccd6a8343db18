package io.weir.testkit;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function whose every call is rehearsed twice before it is made, and whose every state is
 * written and read.
 *
 * <p>Thread: one at a time.
 */
final class CheckedGroupState<S> implements GroupStateType<S> {

  private final GroupStateType<S> type;
  private @Nullable AssertionError violation; // the first

  /** A call with a state and an output. */
  private interface Call<S> extends BiConsumer<GroupState<S>, Consumer<@Nullable Object[]>> {}

  CheckedGroupState(GroupStateType<S> type) {
    this.type = type;
  }

  AssertionError broken(String message) {
    AssertionError found = new AssertionError(type.name() + ": " + message);
    violation = violation == null ? found : violation;
    return found;
  }

  /** Throws what broke the law in a call; who made the call took it for a failure of the call. */
  void throwViolation() {
    if (violation != null) {
      throw violation;
    }
  }

  @Override
  public String name() {
    return type.name();
  }

  @Override
  public Schema outputSchema(List<DataType> key, Schema rows) {
    return type.outputSchema(key, rows);
  }

  @Override
  public Timeout timeout() {
    return type.timeout();
  }

  @Override
  public void update(
      List<@Nullable Object> key,
      @Nullable Object[] row,
      GroupState<S> state,
      Consumer<@Nullable Object[]> output) {
    String before = Arrays.deepToString(row);
    String call = "update(%s, %s) at %s".formatted(key, before, state.time());
    List<@Nullable Object> shownKey = Collections.unmodifiableList(new ArrayList<>(key));
    checked(
        call,
        state,
        output,
        (shown, rows) -> {
          type.update(shownKey, row, shown, rows);
          if (!before.equals(Arrays.deepToString(row))) {
            throw broken(call + " changes its row");
          }
        });
  }

  @Override
  public void timedOut(
      List<@Nullable Object> key, GroupState<S> state, Consumer<@Nullable Object[]> output) {
    List<@Nullable Object> shownKey = Collections.unmodifiableList(new ArrayList<>(key));
    checked(
        "timedOut(%s) at %s".formatted(key, state.time()),
        state,
        output,
        (shown, rows) -> type.timedOut(shownKey, shown, rows));
  }

  private void checked(
      String call, GroupState<S> state, Consumer<@Nullable Object[]> output, Call<S> function) {
    S present = state.get();
    byte[] before = present == null ? null : bytesOf(present);
    Rehearsal<S> first = rehearsed(call, state, before, function);
    Rehearsal<S> second = rehearsed(call, state, before, function);
    if (!first.same(second)) {
      throw broken(
          ("%s, made twice with the same arguments: first %s; then %s; expected that it depends on its"
                  + " arguments alone")
              .formatted(call, first, second));
    }
    function.accept(state, output);
  }

  private Rehearsal<S> rehearsed(
      String call, GroupState<S> state, byte @Nullable [] before, Call<S> function) {
    S shown = before == null ? null : read(ByteBuffer.wrap(before).asReadOnlyBuffer());
    Rehearsal<S> rehearsal = new Rehearsal<>(timeout(), state.time(), shown);
    try {
      function.accept(rehearsal, rehearsal::output);
    } catch (RuntimeException e) {
      rehearsal.threw(e);
      return rehearsal;
    }
    S left = rehearsal.left();
    if (rehearsal.isChanged()) {
      rehearsal.leaves(left == null ? null : bytesOf(left));
    } else if (shown != null && !Arrays.equals(before, bytesOf(shown))) {
      throw broken(
          call + " changes the state without update(state), so that the change is lost: call it");
    }
    return rehearsal;
  }

  /** The bytes of a state, which are the same again, and again when they were read. */
  private byte[] bytesOf(S state) {
    byte[] bytes = written(state);
    if (!Arrays.equals(bytes, written(state))) {
      throw broken(
          "written twice, a state gives other bytes: write changes it, or its order is free");
    }
    ByteBuffer source = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    S copy = type.read(source);
    if (source.hasRemaining()) {
      throw broken(
          "read left %d of %d bytes that write wrote".formatted(source.remaining(), bytes.length));
    }
    if (!Arrays.equals(bytes, written(copy))) {
      throw broken("what write wrote and read read is written otherwise: expected the same bytes");
    }
    return bytes;
  }

  private byte[] written(S state) {
    ByteSink sink = new ByteSink();
    type.write(state, sink);
    return sink.toByteArray();
  }

  @Override
  public void write(S state, ByteSink target) {
    target.write(bytesOf(state));
  }

  @Override
  public S read(ByteBuffer source) {
    return type.read(source);
  }
}
