package io.weir.operators.aggregate;

import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.function.AggregateType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.RowErrors;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the accumulators of one lane. Which cells the numbers need is known only when all calls
 * of the lane are, so results look their accumulator up when they are first asked.
 */
final class LaneBuilder {

  private final List<Expr> arguments;
  private final CountAccumulator count = new CountAccumulator();
  private final List<Accumulator> others = new ArrayList<>();
  private boolean sum;
  private boolean least;
  private boolean greatest;
  private @Nullable DoubleAccumulator doubles;
  private @Nullable LongAccumulator longs;
  private @Nullable DecimalSumAccumulator decimals;
  private @Nullable DistinctAccumulator distinct;
  private final Map<String, Accumulator> shared = new HashMap<>();

  LaneBuilder(List<Expr> arguments) {
    this.arguments = arguments;
  }

  CountAccumulator count() {
    return count;
  }

  boolean countsAlone() {
    return doubles == null && longs == null;
  }

  List<Accumulator> accumulators() {
    List<Accumulator> all = new ArrayList<>();
    if (sum || least || greatest) {
      if (isFloating(argumentType())) {
        doubles = new DoubleAccumulator(count, sum, least, greatest);
        all.add(doubles);
      } else {
        longs = new LongAccumulator(count, sum, least, greatest);
        all.add(longs);
      }
    }
    all.addAll(others);
    return all;
  }

  AggregateResult builtin(AggregateCall call) throws FunctionException {
    return switch (call.name()) {
      case "count" -> count;
      case "sum" -> total(call, false);
      case "avg" -> total(call, true);
      case "try_sum" -> orNull(total(call, false), call.type());
      case "try_avg" -> orNull(total(call, true), call.type());
      case "min", "bool_and" -> extreme(false);
      case "max", "bool_or" -> extreme(true);
      default -> OtherAggregates.result(call, this);
    };
  }

  /**
   * An accumulator that several aggregates of the lane may share.
   *
   * @param kind tells it from others of its class
   */
  <A extends Accumulator> A shared(Class<A> type, String kind, Supplier<A> maker) {
    return type.cast(
        shared.computeIfAbsent(
            type.getSimpleName() + kind,
            key -> {
              A accumulator = maker.get();
              others.add(accumulator);
              return accumulator;
            }));
  }

  /** A result with null in place of what cannot be represented. */
  private static AggregateResult orNull(AggregateResult result, DataType type) {
    return (cells, rows, from, n, errors) -> {
      RowErrors own = new RowErrors();
      Column column = result.result(cells, rows, from, n, own);
      if (!own.any()) {
        return column;
      }
      List<@Nullable Object> values = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        values.add(own.failed(i) ? null : column.value(i));
      }
      return Columns.ofObjects(type, values);
    };
  }

  /** The aggregates of a distinct lane share one set of arguments. */
  AggregateResult distinct(AggregateCall call) throws FunctionException {
    DistinctAccumulator set = distinct;
    if (set == null) {
      set = new DistinctAccumulator(arguments.stream().map(Expr::type).toList());
      distinct = set;
      others.add(set);
    }
    if (call.name().equals("collect_set")) {
      return set.list();
    }
    LaneBuilder inner = new LaneBuilder(arguments);
    return set.over(inner, inner.builtin(call));
  }

  <A> AggregateResult user(AggregateType<A> type, DataType resultType) {
    UserAccumulator<A> accumulator = new UserAccumulator<>(type, resultType);
    others.add(accumulator);
    return accumulator;
  }

  private DataType argumentType() {
    return arguments.get(0).type();
  }

  private static boolean isFloating(DataType type) {
    return type == DataType.DOUBLE || type == DataType.FLOAT;
  }

  private AggregateResult total(AggregateCall call, boolean average) {
    if (argumentType() instanceof DataType.Decimal decimal) {
      DecimalSumAccumulator accumulator = decimals;
      if (accumulator == null) {
        accumulator = new DecimalSumAccumulator(count, decimal);
        decimals = accumulator;
        others.add(accumulator);
      }
      DataType.Decimal type = (DataType.Decimal) call.type();
      return average ? accumulator.average(type) : accumulator.sum(type);
    }
    sum = true;
    if (isFloating(argumentType())) {
      return late(() -> average ? theDoubles().average() : theDoubles().sum());
    }
    return late(() -> average ? theLongs().average() : theLongs().sum());
  }

  private AggregateResult extreme(boolean max) {
    DataType type = argumentType();
    if (!isFloating(type) && !AggregateCompiler.inCell(type)) {
      ObjectExtremeAccumulator accumulator = new ObjectExtremeAccumulator(type, max);
      others.add(accumulator);
      return accumulator;
    }
    greatest |= max;
    least |= !max;
    if (isFloating(type)) {
      boolean narrow = type == DataType.FLOAT;
      return late(() -> max ? theDoubles().greatest(narrow) : theDoubles().least(narrow));
    }
    return late(() -> max ? theLongs().greatest(type) : theLongs().least(type));
  }

  private DoubleAccumulator theDoubles() {
    return Objects.requireNonNull(doubles);
  }

  private LongAccumulator theLongs() {
    return Objects.requireNonNull(longs);
  }

  private static AggregateResult late(Supplier<AggregateResult> result) {
    return new AggregateResult() {
      private @Nullable AggregateResult known;

      @Override
      public Column result(Cells cells, int[] rows, int from, int n, RowErrors errors) {
        AggregateResult present = known;
        if (present == null) {
          present = result.get();
          known = present;
        }
        return present.result(cells, rows, from, n, errors);
      }
    };
  }
}
