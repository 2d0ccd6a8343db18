package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import io.weir.api.function.FunctionType;
import io.weir.api.function.GroupStateType;
import io.weir.operators.UserCode;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.function.cast.CastFunctions;
import io.weir.operators.function.hash.HashFunctions;
import io.weir.operators.function.json.JsonFunctions;
import io.weir.operators.function.lambda.LambdaFunctions;
import io.weir.operators.function.math.MathFunctions;
import io.weir.operators.function.math.RoundFunctions;
import io.weir.operators.function.nested.NestedFunctions;
import io.weir.operators.function.operator.ArithmeticOperators;
import io.weir.operators.function.operator.CheckFunctions;
import io.weir.operators.function.operator.ChoiceFunctions;
import io.weir.operators.function.operator.ComparisonOperators;
import io.weir.operators.function.text.PatternFunctions;
import io.weir.operators.function.text.TextFunctions;
import io.weir.operators.function.time.TimeFunctions;
import java.util.ArrayList;
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

  private static final Library LIBRARY = library();
  private static final Functions BUILTIN = new Functions(List.of(), List.of(), List.of());

  private final Map<String, FunctionType> userFunctions = new HashMap<>();
  private final Map<String, AggregateType<?>> userAggregates = new HashMap<>();
  private final Map<String, GroupStateType<?>> groupStates = new HashMap<>();

  private Functions(
      Collection<? extends FunctionType> functions,
      Collection<? extends AggregateType<?>> aggregates,
      Collection<? extends GroupStateType<?>> states) {
    functions.forEach(f -> userFunctions.put(key(f.name()), f));
    aggregates.forEach(a -> userAggregates.put(key(a.name()), a));
    states.forEach(s -> groupStates.put(key(s.name()), s));
  }

  private static Library library() {
    Library library = new Library();
    ArithmeticOperators.register(library.group("operators"));
    ComparisonOperators.register(library);
    ChoiceFunctions.register(library.group("choice"));
    CheckFunctions.register(library);
    MathFunctions.register(library.group("math"));
    RoundFunctions.register(library);
    TextFunctions.register(library.group("text"));
    PatternFunctions.register(library);
    TimeFunctions.register(library.group("time"));
    NestedFunctions.register(library.group("arrays and structs"));
    LambdaFunctions.register(library);
    JsonFunctions.register(library.group("JSON"));
    HashFunctions.register(library.group("hashes"));
    CastFunctions.register(library.group("conversions"));
    return library;
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
    return new Functions(functions, aggregates, List.of());
  }

  /**
   * Weir's own functions, and others. A name that Weir knows keeps Weir's meaning.
   *
   * @param functions scalar functions
   * @param aggregates aggregates
   * @param states functions with a state for each key
   * @return a catalog of all
   */
  public static Functions with(
      Collection<? extends FunctionType> functions,
      Collection<? extends AggregateType<?>> aggregates,
      Collection<? extends GroupStateType<?>> states) {
    return new Functions(functions, aggregates, states);
  }

  /**
   * What Weir knows, for the user's reference.
   *
   * @return by group, in a fixed order; aggregates last
   */
  public static List<FunctionDoc> describe() {
    List<FunctionDoc> docs = new ArrayList<>(LIBRARY.docs());
    docs.addAll(Aggregates.docs());
    return docs;
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
    String key = key(name);
    ScalarFunction function = LIBRARY.functions().get(key);
    if (function != null) {
      return function.resolver().resolve(arguments);
    }
    FunctionType user = userFunctions.get(key);
    if (user != null) {
      return UserFunction.resolve(user, arguments);
    }
    throw unknown(name);
  }

  @Override
  public List<DataType> lambdaParameters(String name, List<Expr> values, int lambda, int count)
      throws FunctionException {
    ScalarFunction function = LIBRARY.functions().get(key(name));
    if (function == null && !userFunctions.containsKey(key(name))) {
      throw unknown(name);
    }
    if (function == null || function.lambdas() == null) {
      throw new FunctionException(name + " takes no lambda");
    }
    return function.lambdas().typing().parameters(values, lambda, count);
  }

  private FunctionException unknown(String name) {
    if (isAggregate(name)) {
      return new FunctionException(name + " is an aggregate; it cannot stand here");
    }
    String remedy = Remedies.of(key(name));
    if (remedy != null) {
      return new FunctionException("no function %s; %s".formatted(name, remedy), true);
    }
    List<String> names = new ArrayList<>(LIBRARY.functions().keySet());
    names.addAll(userFunctions.keySet());
    names.addAll(Aggregates.names());
    names.addAll(userAggregates.keySet());
    String nearest = Nearest.of(key(name), names);
    return new FunctionException(
        "no function %s%s"
            .formatted(name, nearest == null ? "" : "; did you mean " + nearest + "?"),
        true);
  }

  @Override
  public Expr cast(Expr operand, DataType type, boolean orNull) throws FunctionException {
    return CastFunctions.of(operand, type, orNull);
  }

  @Override
  public DataType commonType(List<DataType> types) throws FunctionException {
    return Coercion.common(types);
  }

  @Override
  public AggregateCall aggregate(
      String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter)
      throws FunctionException {
    String own = Aggregates.canonical(key(name));
    if (own != null) {
      return Aggregates.resolve(own, arguments, distinct, filter);
    }
    AggregateType<?> user = userAggregates.get(key(name));
    if (user == null) {
      throw unknown(name);
    }
    try {
      List<DataType> types = arguments.stream().map(Expr::type).toList();
      DataType type = UserCode.declared("resultType", () -> user.resultType(types));
      return new AggregateCall(user.name(), arguments, filter, distinct, type);
    } catch (IllegalArgumentException e) {
      throw new FunctionException(user.name() + ": " + e.getMessage());
    }
  }

  @Override
  public boolean isAggregate(String name) {
    return Aggregates.canonical(key(name)) != null || userAggregates.containsKey(key(name));
  }

  @Override
  public GroupStateType<?> groupState(String name) throws FunctionException {
    GroupStateType<?> state = groupStates.get(key(name));
    if (state == null) {
      String nearest = Nearest.of(key(name), List.copyOf(groupStates.keySet()));
      throw new FunctionException(
          "no function with state %s%s"
              .formatted(name, nearest == null ? "" : "; did you mean " + nearest + "?"),
          true);
    }
    return state;
  }

  /**
   * Compiles a call, for {@link io.weir.operators.expr.Kernels}.
   *
   * @param call as this catalog resolved it
   * @param arguments the kernels of its arguments
   * @return its kernel
   * @throws IllegalArgumentException if there is no such function
   */
  public Kernel kernel(Expr.Call call, List<Kernel> arguments) {
    ScalarFunction function = LIBRARY.functions().get(call.name());
    if (function != null && function.compiler() != null) {
      return function.compiler().compile(call, arguments);
    }
    FunctionType user = userFunctions.get(key(call.name()));
    if (user == null) {
      throw new IllegalArgumentException("no function " + call.name());
    }
    return UserFunction.kernel(user, call.type(), arguments);
  }

  /**
   * Compiles a call with lambdas, for {@link io.weir.operators.expr.Kernels}.
   *
   * @param call as this catalog resolved it
   * @param values the kernels of its arguments that are no lambdas
   * @param lambdas its lambdas
   * @return its kernel
   * @throws IllegalArgumentException if there is no such function
   */
  public Kernel kernel(Expr.Call call, List<Kernel> values, List<Closure> lambdas) {
    ScalarFunction function = LIBRARY.functions().get(call.name());
    if (function == null || function.lambdas() == null) {
      throw new IllegalArgumentException("no function " + call.name() + " of lambdas");
    }
    return function.lambdas().compiler().compile(call, values, lambdas);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
