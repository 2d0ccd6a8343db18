package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.operators.expr.Expr;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Weir knows, and those that bundles bring beside them.
 *
 * <p>Thread: immutable, any.
 */
public final class Functions implements FunctionCatalog {

  private static final Functions BUILTIN = new Functions(List.of(), List.of());

  private final Map<String, FunctionType> userFunctions = new HashMap<>();
  private final Map<String, AggregateType<?>> userAggregates = new HashMap<>();

  private Functions(
      Collection<? extends FunctionType> functions,
      Collection<? extends AggregateType<?>> aggregates) {
    functions.forEach(f -> userFunctions.put(key(f.name()), f));
    aggregates.forEach(a -> userAggregates.put(key(a.name()), a));
  }

  /** Weir's own functions. */
  public static Functions builtin() {
    return BUILTIN;
  }

  /**
   * Weir's own functions, and others. A name that Weir knows keeps Weir's meaning.
   *
   * @param functions scalar functions
   * @param aggregates aggregates
   * @return a catalog of all
   */
  public static Functions with(
      Collection<? extends FunctionType> functions,
      Collection<? extends AggregateType<?>> aggregates) {
    return new Functions(functions, aggregates);
  }

  /**
   * A scalar function that a bundle brought.
   *
   * @param name without regard to case
   * @return empty if there is none, also for Weir's own
   */
  public Optional<FunctionType> functionType(String name) {
    return Optional.ofNullable(userFunctions.get(key(name)));
  }

  /**
   * An aggregate that a bundle brought.
   *
   * @param name without regard to case
   * @return empty if there is none, also for Weir's own
   */
  public Optional<AggregateType<?>> aggregateType(String name) {
    return Optional.ofNullable(userAggregates.get(key(name)));
  }

  @Override
  public Expr call(String name, List<Expr> arguments) throws FunctionException {
    throw new FunctionException("no function " + name);
  }

  @Override
  public Expr cast(Expr operand, DataType type, boolean orNull) throws FunctionException {
    throw new FunctionException("no cast to " + type);
  }

  @Override
  public DataType commonType(List<DataType> types) throws FunctionException {
    throw new FunctionException("no common type of " + types);
  }

  @Override
  public AggregateCall aggregate(
      String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter)
      throws FunctionException {
    throw new FunctionException("no aggregate " + name);
  }

  @Override
  public boolean isAggregate(String name) {
    return userAggregates.containsKey(key(name));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
