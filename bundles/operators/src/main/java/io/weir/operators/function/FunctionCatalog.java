package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.function.GroupStateType;
import io.weir.operators.expr.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names to functions: those that Weir knows, and those that bundles bring.
 *
 * <p>Names are matched without regard to case. Operators are functions too: {@code + - * / % div =
 * <> < <= > >= <=> || not like rlike in between isnull isnotnull negative}. Resolution inserts the
 * implicit casts of ANSI Spark, so that every argument has exactly the type that the kernel takes.
 *
 * <p>Thread: immutable, any.
 */
public interface FunctionCatalog {

  /**
   * Resolves a call of a scalar function.
   *
   * @param name a function or operator
   * @param arguments resolved
   * @return a call, or what it stands for ({@code coalesce} becomes a {@link Expr.Case})
   * @throws FunctionException if there is none of that name (the message names the nearest), or it
   *     does not take such arguments
   */
  Expr call(String name, List<Expr> arguments) throws FunctionException;

  /**
   * The types of a lambda's parameters, which its body is resolved with.
   *
   * @param name a function
   * @param values the arguments before the first lambda, resolved
   * @param lambda which of the lambdas, from 0
   * @param count how many parameters it declares
   * @return {@code count} types
   * @throws FunctionException if there is no function of that name, or it takes no such lambda
   */
  List<DataType> lambdaParameters(String name, List<Expr> values, int lambda, int count)
      throws FunctionException;

  /**
   * Resolves a conversion.
   *
   * @param operand what is converted
   * @param type to what
   * @param orNull true for TRY_CAST
   * @return the operand itself if it has the type already
   * @throws FunctionException if ANSI SQL has no such conversion
   */
  Expr cast(Expr operand, DataType type, boolean orNull) throws FunctionException;

  /**
   * The common type of several expressions, as CASE, COALESCE, IN and UNION need it.
   *
   * @param types at least one
   * @return the type that all can be cast to implicitly
   * @throws FunctionException if there is none
   */
  DataType commonType(List<DataType> types) throws FunctionException;

  /**
   * Resolves a call of an aggregate.
   *
   * @param name an aggregate
   * @param arguments resolved; empty for {@code count(*)}
   * @param distinct whether DISTINCT was written
   * @param filter FILTER (WHERE …); null for none
   * @return the call
   * @throws FunctionException if there is none of that name, or it does not take such arguments
   */
  AggregateCall aggregate(
      String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter)
      throws FunctionException;

  /**
   * Whether a name is an aggregate.
   *
   * @param name any name
   * @return true if {@link #aggregate} knows it
   */
  boolean isAggregate(String name);

  /**
   * A function with a state for each key.
   *
   * @param name a function that a bundle brought
   * @return it
   * @throws FunctionException if there is none of that name; the message names the nearest
   */
  GroupStateType<?> groupState(String name) throws FunctionException;
}
