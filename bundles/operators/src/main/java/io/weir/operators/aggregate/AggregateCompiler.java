package io.weir.operators.aggregate;

import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Kernels;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays resolved aggregate calls out over cells. */
public final class AggregateCompiler {

  /** What aggregates must have in common to share a lane. */
  private record LaneKey(
      List<Expr> arguments,
      @Nullable Expr filter,
      boolean distinct,
      boolean takesNulls,
      @Nullable String user) {}

  /** The aggregates for which a null is a value. */
  private static final Set<String> TAKE_NULLS =
      Set.of("first", "last", "any_value", "min_by", "max_by");

  private final FunctionCatalog functions;
  private final List<Lane> lanes = new ArrayList<>();
  private int width;
  private int objectWidth;

  private AggregateCompiler(FunctionCatalog functions) {
    this.functions = functions;
  }

  /**
   * Compiles aggregates.
   *
   * @param calls resolved by the catalog
   * @param functions the catalog
   * @return aggregates in the order of the calls
   * @throws FunctionException if there is an aggregate that cannot run
   */
  public static Aggregates compile(List<AggregateCall> calls, FunctionCatalog functions)
      throws FunctionException {
    return new AggregateCompiler(functions).compile(calls);
  }

  private Aggregates compile(List<AggregateCall> calls) throws FunctionException {
    Map<LaneKey, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      members.computeIfAbsent(keyOf(calls.get(i)), key -> new ArrayList<>()).add(i);
    }
    @Nullable AggregateResult[] results = new @Nullable AggregateResult[calls.size()];
    for (Map.Entry<LaneKey, List<Integer>> lane : members.entrySet()) {
      addLane(lane.getKey(), lane.getValue(), calls, results);
    }
    List<AggregateResult> ordered = new ArrayList<>();
    for (AggregateResult result : results) {
      if (result != null) {
        ordered.add(result);
      }
    }
    return new Aggregates(lanes, ordered, width, objectWidth);
  }

  private LaneKey keyOf(AggregateCall call) {
    String name = call.name();
    boolean user = userType(name).isPresent();
    boolean distinct = call.distinct() || name.equals("collect_set");
    return new LaneKey(
        call.arguments(),
        call.filter(),
        distinct,
        user || TAKE_NULLS.contains(name),
        user ? name : null);
  }

  private Optional<AggregateType<?>> userType(String name) {
    return functions instanceof Functions known ? known.aggregateType(name) : Optional.empty();
  }

  private void addLane(
      LaneKey key,
      List<Integer> members,
      List<AggregateCall> calls,
      @Nullable AggregateResult[] results)
      throws FunctionException {
    LaneBuilder builder = new LaneBuilder(key.arguments());
    String user = key.user();
    for (int member : members) {
      AggregateCall call = calls.get(member);
      if (user != null) {
        results[member] = builder.user(userType(user).orElseThrow(), call.type());
      } else if (key.distinct()) {
        results[member] = builder.distinct(call);
      } else {
        results[member] = builder.builtin(call);
      }
    }
    CountAccumulator count = builder.count();
    place(count);
    List<Accumulator> accumulators = builder.accumulators();
    accumulators.forEach(this::place);
    List<Kernel> arguments = new ArrayList<>();
    for (Expr argument : key.arguments()) {
      arguments.add(Kernels.compile(argument, functions));
    }
    Expr filter = key.filter();
    lanes.add(
        new Lane(
            filter == null ? null : Kernels.compile(filter, functions),
            arguments,
            !key.takesNulls(),
            count,
            builder.countsAlone(),
            accumulators));
  }

  private void place(Accumulator accumulator) {
    accumulator.place(width, objectWidth);
    width += accumulator.cells();
    objectWidth += accumulator.objects();
  }

  /** Whether a type is held as a number in a cell. */
  static boolean inCell(DataType type) {
    return type instanceof DataType.Primitive
        && type != DataType.STRING
        && type != DataType.BINARY
        && type != DataType.DOUBLE
        && type != DataType.FLOAT;
  }
}
