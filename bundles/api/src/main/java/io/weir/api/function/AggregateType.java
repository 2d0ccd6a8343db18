package io.weir.api.function;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An aggregate function that a bundle brings, called by name in SQL. Its partial results can be
 * merged, because sliding windows are made of panes.
 *
 * <p>All methods are pure but for the accumulator that they are given. They must not block; a call
 * that throws quarantines its row, or the output row when it is {@link #result}.
 *
 * <p>Thread: any; one accumulator is used by one thread at a time.
 *
 * @param <A> the accumulator
 */
@ConsumerType
public interface AggregateType<A> {

  /**
   * The name in SQL.
   *
   * @return letters, digits and underscores; matched without regard to case
   */
  String name();

  /**
   * The type of the result for arguments of given types.
   *
   * @param arguments the types of the arguments, in order
   * @return the type of the result
   * @throws IllegalArgumentException if it cannot be called so; the message says what is expected
   */
  DataType resultType(List<DataType> arguments);

  /**
   * An accumulator that has seen nothing.
   *
   * @return a fresh one
   */
  A create();

  /**
   * Adds a row.
   *
   * @param accumulator may be changed and returned
   * @param arguments values as {@link io.weir.api.data.Column#value} gives them, nulls included
   * @return the accumulator with the row
   */
  A add(A accumulator, @Nullable Object[] arguments);

  /**
   * Merges two partial results.
   *
   * @param earlier of earlier event time; may be changed and returned
   * @param later of later event time; must not be changed
   * @return both together
   */
  A merge(A earlier, A later);

  /**
   * The result.
   *
   * @param accumulator must not be changed
   * @return a value of the result type, or null
   */
  @Nullable Object result(A accumulator);

  /**
   * Writes an accumulator for a checkpoint.
   *
   * @param accumulator must not be changed
   * @param target receives the bytes
   */
  void write(A accumulator, ByteSink target);

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source exactly those bytes
   * @return an equal accumulator
   */
  A read(ByteBuffer source);

  /**
   * The memory of an accumulator, for the state budget.
   *
   * @param accumulator must not be changed
   * @return bytes, roughly
   */
  default long bytes(A accumulator) {
    return 64;
  }
}
