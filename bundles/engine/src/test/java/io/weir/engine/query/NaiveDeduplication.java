package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.engine.plan.Plan;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** The oracle's deduplication: a list of keys that is searched from end to end. */
final class NaiveDeduplication extends NaiveNode {

  private record Seen(List<Object> key, long forgotten) {}

  private final Plan.Deduplicate deduplicate;
  private final List<Seen> seen = new ArrayList<>();

  NaiveDeduplication(NaiveQuery query, Plan.Deduplicate deduplicate) {
    super(query);
    this.deduplicate = deduplicate;
  }

  @Override
  void take(boolean left, NaiveRow row, long watermark) {
    Long after = deduplicate.forgottenAfterMicros();
    if (after != null && row.time() < watermark) {
      row.further(Fate.LATE);
      return;
    }
    List<Object> key = new ArrayList<>();
    try {
      for (Expr expr : deduplicate.keys()) {
        key.add(NaiveExprs.value(expr, row.values()));
      }
    } catch (NaiveExprs.Failure e) {
      query.quarantine(row);
      return;
    }
    if (seen.stream().anyMatch(other -> equal(other.key(), key))) {
      row.further(Fate.DEDUPLICATED);
      return;
    }
    seen.add(new Seen(key, after == null ? Long.MAX_VALUE : row.time() + after));
    emit(row, watermark);
  }

  private boolean equal(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      if (ValueOrder.of(deduplicate.keys().get(i).type()).compare(one.get(i), other.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  void advance(long watermark) {
    if (deduplicate.forgottenAfterMicros() != null) {
      seen.removeIf(key -> key.forgotten() <= watermark);
    }
  }
}
