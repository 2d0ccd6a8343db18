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
 * @param filter FILTER (WHERE …), a boolean; null for none
 * @param distinct whether equal arguments count once
 * @param type the type of the result
 */
public record AggregateCall(
    String name, List<Expr> arguments, @Nullable Expr filter, boolean distinct, DataType type) {

  /** Copies the arguments. */
  public AggregateCall {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String toString() {
    String list = arguments.isEmpty() ? "[*]" : arguments.toString();
    return name
        + "("
        + (distinct ? "DISTINCT " : "")
        + list.substring(1, list.length() - 1)
        + ")"
        + (filter == null ? "" : " FILTER (WHERE " + filter + ")");
  }
}
