package io.weir.operators.aggregate;

import io.weir.api.data.DataType;
import io.weir.operators.aggregate.BitsAccumulator.Operation;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionException;
import java.util.List;
import java.util.Objects;

/** Chooses the accumulators of aggregates beside count, sum, mean, least and greatest. */
final class OtherAggregates {

  private OtherAggregates() {}

  static AggregateResult result(AggregateCall call, LaneBuilder lane) throws FunctionException {
    boolean descending = call.name().endsWith(AggregateCall.DESCENDING);
    String name =
        descending
            ? call.name().substring(0, call.name().length() - AggregateCall.DESCENDING.length())
            : call.name();
    MomentFigure moment = MomentFigure.BY_NAME.get(name);
    if (moment != null) {
      boolean higher = MomentFigure.HIGHER.contains(name);
      return lane.shared(MomentAccumulator.class, "" + higher, () -> new MomentAccumulator(higher))
          .result(moment);
    }
    PairFigure pair = PairFigure.BY_NAME.get(name);
    if (pair != null) {
      return lane.shared(PairAccumulator.class, "", PairAccumulator::new).result(pair);
    }
    DataType type = call.arguments().isEmpty() ? call.type() : call.arguments().get(0).type();
    return switch (name) {
      case "first", "any_value" -> timed(lane, type, false);
      case "last" -> timed(lane, type, true);
      case "min_by" -> extremeBy(lane, call, false);
      case "max_by" -> extremeBy(lane, call, true);
      case "bit_and" -> bits(lane, type, Operation.AND);
      case "bit_or" -> bits(lane, type, Operation.OR);
      case "bit_xor" -> bits(lane, type, Operation.XOR);
      case "collect_list" ->
          lane.shared(ListAccumulator.class, "", () -> new ListAccumulator(type));
      case "listagg" ->
          lane.shared(ListAccumulator.class, "", () -> new ListAccumulator(type))
              .joined(String.valueOf(((Expr.Literal) call.parameters().get(0)).value()));
      case "mode" -> frequencies(lane, call, type).mode(descending);
      case "percentile" ->
          frequencies(lane, call, type)
              .percentiles(
                  numbers(call, 0), isOne(call), (all, share) -> all.between(share, descending));
      case "percentile_disc" ->
          frequencies(lane, call, type)
              .percentiles(
                  numbers(call, 0), isOne(call), (all, share) -> all.from(share, descending));
      case "approx_percentile" -> percentiles(lane, call, type);
      case "approx_count_distinct" -> counted(lane, call, type);
      default -> throw new FunctionException("the aggregate %s is not supported".formatted(call));
    };
  }

  private static AggregateResult timed(LaneBuilder lane, DataType type, boolean last) {
    return lane.shared(TimedAccumulator.class, "" + last, () -> new TimedAccumulator(type, last));
  }

  private static AggregateResult extremeBy(LaneBuilder lane, AggregateCall call, boolean max) {
    DataType value = call.arguments().get(0).type();
    DataType by = call.arguments().get(1).type();
    return lane.shared(
        ExtremeByAccumulator.class, "" + max, () -> new ExtremeByAccumulator(value, by, max));
  }

  private static AggregateResult bits(LaneBuilder lane, DataType type, Operation operation) {
    return lane.shared(
        BitsAccumulator.class,
        operation.name(),
        () -> new BitsAccumulator(lane.count(), operation, type));
  }

  private static FrequencyAccumulator frequencies(
      LaneBuilder lane, AggregateCall call, DataType type) {
    boolean weighted = call.arguments().size() > 1;
    return lane.shared(
        FrequencyAccumulator.class, "", () -> new FrequencyAccumulator(type, weighted));
  }

  private static AggregateResult percentiles(LaneBuilder lane, AggregateCall call, DataType type) {
    double error = numbers(call, 0).get(0);
    return lane.shared(QuantileAccumulator.class, "" + error, () -> new QuantileAccumulator(error))
        .percentiles(numbers(call, 1), isOne(call), type);
  }

  private static AggregateResult counted(LaneBuilder lane, AggregateCall call, DataType type) {
    double error = numbers(call, 0).get(0);
    return lane.shared(HllAccumulator.class, "" + error, () -> new HllAccumulator(type, error));
  }

  private static boolean isOne(AggregateCall call) {
    return !(call.type() instanceof DataType.Array);
  }

  /** The constants of a call from a position on. */
  private static List<Double> numbers(AggregateCall call, int from) {
    return call.parameters().stream()
        .skip(from)
        .map(p -> (Double) Objects.requireNonNull(((Expr.Literal) p).value()))
        .toList();
  }
}
