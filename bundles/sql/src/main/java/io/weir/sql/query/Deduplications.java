package io.weir.sql.query;

import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Exprs;
import io.weir.sql.SqlCatalog;
import io.weir.sql.TimeRole;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@code drop_duplicates(TABLE(rows), keys)} and {@code
 * drop_duplicates_within_watermark(TABLE(rows), keys)}: what Spark has as methods of a Dataset, in
 * the form that its grammar has for functions of tables.
 */
final class Deduplications {

  private static final String PLAIN = "drop_duplicates";
  private static final String WITHIN_WATERMARK = "drop_duplicates_within_watermark";
  private static final Set<String> NAMES = Set.of(PLAIN, WITHIN_WATERMARK);

  private final SqlCatalog catalog;
  private final Functions functions;
  private final EventTimes eventTimes;

  Deduplications(SqlCatalog catalog, Functions functions) {
    this.catalog = catalog;
    this.functions = functions;
    this.eventTimes = new EventTimes(catalog);
  }

  /** Whether a call is one of the two. */
  static boolean isOne(FunctionTableContext call) {
    return NAMES.contains(TableCalls.name(call));
  }

  /** The first row of each key. */
  Scope over(FunctionTableContext call, Scope scope) {
    List<Expr> keys = keys(call, scope);
    return scope.over(new Plan.Deduplicate(scope.plan(), keys, after(call, scope, keys)));
  }

  /** Without keys, all columns. */
  private List<Expr> keys(FunctionTableContext call, Scope scope) {
    List<Expr> keys = new ArrayList<>(TableCalls.keys(call, 1, scope, functions));
    for (int i = 0; i < keys.size(); i++) {
      if (Exprs.columns(keys.get(i)).isEmpty()) {
        throw new Refusal(
            call.functionTableArgument(i + 1),
            TableCalls.name(call)
                + "(…): this is the same in every row, so that only the first would ever come;"
                + " expected a column that makes rows alike, without quotes");
      }
    }
    if (keys.isEmpty()) {
      scope.star(null).forEach(column -> keys.add(column.column()));
    }
    return keys;
  }

  /** When a key is forgotten; null for never. */
  private @Nullable Long after(FunctionTableContext call, Scope scope, List<Expr> keys) {
    if (TableCalls.name(call).equals(WITHIN_WATERMARK)) {
      return Math.max(Plan.Deduplicate.AFTER_EVENT_TIME, delayMicros(call, scope.plan()));
    }
    List<TimeRole> roles = eventTimes.roles(scope.plan());
    boolean timed = keys.stream().anyMatch(k -> EventTimes.role(k, roles) == TimeRole.EVENT_TIME);
    return timed ? Plan.Deduplicate.AFTER_EVENT_TIME : null;
  }

  /** The greatest delay of the sources of a plan. */
  private long delayMicros(FunctionTableContext call, Plan plan) {
    if (plan instanceof Plan.SourceScan scan) {
      return catalog.relation(scan.source()) instanceof SqlCatalog.Source source
          ? source.watermarkMicros()
          : 0;
    }
    if (plan instanceof Plan.QueryScan scan) {
      throw new Refusal(
          call,
          "the query "
              + scan.query()
              + " has no watermark delay of its own; drop duplicates where the source is read");
    }
    return plan.inputs().stream().mapToLong(input -> delayMicros(call, input)).max().orElse(0);
  }
}
