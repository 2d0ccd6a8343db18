package io.weir.api.function;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A function of the rows of a key, one after the other, with a state of one's own for each key and
 * with timeouts; called in SQL as {@code flat_map_groups_with_state(TABLE(rows), 'name', keys)}.
 *
 * <p><b>The law.</b> A call depends on its arguments alone: no clock, no chance, nothing kept in
 * fields. Records are replayed after a restart, and what comes out must be the same. It must not
 * block. A call that throws quarantines its record (of {@link #timedOut}, a row of the result), its
 * output is dropped, and the state and its timeout are as they were, but for a timeout that was
 * used up. A state is kept as the bytes of {@link #write} between any two calls, which are what
 * counts against {@code max-state}.
 *
 * <p>Thread: any; several may call it at once, for different keys and pipelines.
 *
 * @param <S> the state
 */
@ConsumerType
public interface GroupStateType<S> {

  /** When a key times out. */
  enum Timeout {
    /** Never. */
    NONE,
    /**
     * When the watermark reaches a time. A row before the watermark is late and does not reach the
     * function.
     */
    EVENT_TIME,
    /** At the first trigger some time after the row. No row is late. */
    PROCESSING_TIME
  }

  /**
   * The name in SQL.
   *
   * @return matched without regard to case
   */
  String name();

  /**
   * The columns that come out, beside the hidden {@code _event_time}.
   *
   * @param key the types of the key, in order
   * @param rows the columns of the rows, hidden ones left out
   * @return at least one column, of different names, none hidden
   * @throws IllegalArgumentException if it cannot be called so; the message says what is expected
   */
  Schema outputSchema(List<DataType> key, Schema rows);

  /**
   * When keys time out.
   *
   * @return the same at every call
   */
  default Timeout timeout() {
    return Timeout.NONE;
  }

  /**
   * Takes a row.
   *
   * @param key values as {@link io.weir.api.data.Column#value} gives them, nulls included
   * @param row values of the columns, in order, nulls included
   * @param state that of the key, valid during the call; its former timeout no longer holds
   * @param output takes rows, each with a value for each column that comes out; their event time is
   *     that of the row
   */
  void update(
      List<@Nullable Object> key,
      @Nullable Object[] row,
      GroupState<S> state,
      Consumer<@Nullable Object[]> output);

  /**
   * A key's timeout has come.
   *
   * @param key its values
   * @param state that of the key, valid during the call; it has no timeout any more
   * @param output takes rows, whose event time is the time of the timeout
   */
  default void timedOut(
      List<@Nullable Object> key, GroupState<S> state, Consumer<@Nullable Object[]> output) {}

  /**
   * Writes a state. What may change one day begins with a version of its layout, for checkpoints
   * outlive bundles.
   *
   * @param state must not be changed
   * @param target receives the bytes
   */
  void write(S state, ByteSink target);

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source exactly those bytes
   * @return an equal state
   */
  S read(ByteBuffer source);
}
