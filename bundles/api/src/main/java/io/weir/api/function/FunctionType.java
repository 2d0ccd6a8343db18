package io.weir.api.function;

import io.weir.api.data.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A scalar function that a bundle brings, called by name in SQL. The rules of {@link
 * io.weir.api.connector.SourceType} hold.
 *
 * <p>A call is a pure function of its arguments: results are recomputed on replay. It must not
 * block; a call that throws quarantines its row with the exception's message.
 *
 * <p>Thread: any; must be safe for several pipelines at once.
 */
@ConsumerType
public interface FunctionType {

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
   * Calls the function.
   *
   * @param arguments values as {@link io.weir.api.data.Column#value} gives them, nulls included
   * @return a value of the result type, or null
   */
  @Nullable Object call(@Nullable Object[] arguments);
}
