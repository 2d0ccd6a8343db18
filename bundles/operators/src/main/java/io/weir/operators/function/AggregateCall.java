package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resolved call of an aggregate function.
 *
 * @param name the function's canonical name
 * @param arguments of exactly the types that the function takes; empty for {@code count(*)}
 * @param parameters constants that are the same for every row, such as a percentage
 * @param filter FILTER (WHERE …), a boolean; null for none
 * @param distinct whether equal arguments count once
 * @param type the type of the result
 */
public record AggregateCall(
    String name,
    List<Expr> arguments,
    List<Expr> parameters,
    @Nullable Expr filter,
    boolean distinct,
    DataType type) {

  /** Ends the name of an aggregate whose WITHIN GROUP orders from the greatest value down. */
  public static final String DESCENDING = " desc";

  /** Copies the lists. */
  public AggregateCall {
    arguments = List.copyOf(arguments);
    parameters = List.copyOf(parameters);
  }

  /**
   * A call without parameters.
   *
   * @param name the function's canonical name
   * @param arguments of exactly the types that the function takes
   * @param filter a boolean; null for none
   * @param distinct whether equal arguments count once
   * @param type the type of the result
   */
  public AggregateCall(
      String name, List<Expr> arguments, @Nullable Expr filter, boolean distinct, DataType type) {
    this(name, arguments, List.of(), filter, distinct, type);
  }

  @Override
  public String toString() {
    return AggregateText.of(this);
  }
}
