package io.weir.operators.function;

import static io.weir.operators.function.AggregateCall.DESCENDING;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A call of an aggregate as one writes it in SQL; how it is kept is often otherwise. */
final class AggregateText {

  private AggregateText() {}

  static String of(AggregateCall call) {
    Expr filter = call.filter();
    return switch (call.name()) {
          case "approx_percentile" -> approximate(call);
          case "percentile" -> percentile(call);
          case "percentile" + DESCENDING -> withinGroup("percentile_cont", call);
          case "percentile_disc", "percentile_disc" + DESCENDING ->
              withinGroup("percentile_disc", call);
          case "mode" + DESCENDING -> withinGroup("mode", call);
          default ->
              call(
                  call,
                  call.arguments().isEmpty()
                      ? List.of("*")
                      : texts(
                          Stream.concat(call.arguments().stream(), call.parameters().stream())));
        }
        + (filter == null ? "" : " FILTER (WHERE " + filter + ")");
  }

  /** The first parameter is the most that a rank may err by. */
  private static String approximate(AggregateCall call) {
    List<Expr> parameters = call.parameters();
    List<String> texts = texts(call.arguments().stream());
    texts.addAll(shares(call, parameters.subList(1, parameters.size())));
    if (((Expr.Literal) parameters.get(0)).value() instanceof Double error) {
      texts.add(Long.toString(Math.round(1 / error)));
    }
    return call(call, texts);
  }

  /** The second argument is a frequency. */
  private static String percentile(AggregateCall call) {
    List<String> texts = texts(call.arguments().stream());
    texts.addAll(1, shares(call, call.parameters()));
    return call(call, texts);
  }

  private static String withinGroup(String name, AggregateCall call) {
    return "%s(%s) WITHIN GROUP (ORDER BY %s%s%s)"
        .formatted(
            name,
            String.join(", ", shares(call, call.parameters())),
            call.distinct() ? "DISTINCT " : "",
            call.arguments().get(0),
            call.name().endsWith(DESCENDING) ? " DESC" : "");
  }

  private static List<String> shares(AggregateCall call, List<Expr> shares) {
    List<String> texts = texts(shares.stream());
    return call.type() instanceof DataType.Array
        ? List.of("array(" + String.join(", ", texts) + ")")
        : texts;
  }

  private static String call(AggregateCall call, List<String> arguments) {
    return call.name()
        + (call.distinct() ? "(DISTINCT " : "(")
        + String.join(", ", arguments)
        + ")";
  }

  private static List<String> texts(Stream<Expr> exprs) {
    return exprs.map(Expr::toString).collect(Collectors.toCollection(ArrayList::new));
  }
}
