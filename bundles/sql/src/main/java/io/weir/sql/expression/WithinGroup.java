package io.weir.sql.expression;

import io.weir.operators.function.AggregateCall;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SortItemContext;

/** {@code percentile_cont(0.5) WITHIN GROUP (ORDER BY temp)}: the ordered value is an argument. */
final class WithinGroup {

  private static final Set<String> NEED = Set.of("percentile_cont", "percentile_disc");

  private WithinGroup() {}

  /** The name of an aggregate, which says when its values are ordered from the greatest down. */
  static String name(FunctionCallContext call, String name) {
    boolean descending = call.WITHIN() != null && call.sortItem(0).DESC() != null;
    return descending ? name + AggregateCall.DESCENDING : name;
  }

  /** The arguments of an aggregate, the ordered value first if there is one. */
  static List<ParserRuleContext> arguments(
      FunctionCallContext call, String name, List<ParserRuleContext> written) {
    if (call.WITHIN() == null) {
      if (NEED.contains(name)) {
        throw new Refusal(
            call, name + " is written " + name + "(0.5) WITHIN GROUP (ORDER BY value)");
      }
      return written;
    }
    if (!NEED.contains(name) && !(name.equals("mode") && written.isEmpty())) {
      throw new Refusal(
          Place.of(call.WITHIN().getSymbol()),
          "WITHIN GROUP belongs to percentile_cont, percentile_disc and mode(), not to " + name);
    }
    SortItemContext item = call.sortItem(0);
    if (call.sortItem().size() > 1) {
      throw new Refusal(call.sortItem(1), name + " orders by one value");
    }
    List<ParserRuleContext> all = new ArrayList<>();
    all.add(item.expression());
    all.addAll(written);
    return all;
  }
}
