package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.engine.plan.Plan;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The oracle's join of two streams: every row kept is looked at for every row that comes. */
final class NaiveJoin extends NaiveNode {

  private static final class Kept {
    final boolean left;
    final NaiveRow row;
    final long due;
    boolean matched;

    Kept(boolean left, NaiveRow row, long due) {
      this.left = left;
      this.row = row;
      this.due = due;
    }
  }

  private final Plan.StreamJoin join;
  private final Plan.StreamJoinKind kind;
  private final Plan.TimeBounds bounds;
  private final List<Kept> kept = new ArrayList<>();

  NaiveJoin(NaiveQuery query, Plan.StreamJoin join) {
    super(query);
    this.join = join;
    this.kind = join.kind();
    this.bounds = join.bounds();
  }

  private boolean pairs() {
    return kind != Plan.StreamJoinKind.SEMI && kind != Plan.StreamJoinKind.ANTI;
  }

  private boolean yieldsAlone(boolean left) {
    return left ? kind.keepsLeft() : kind.keepsRight();
  }

  @Override
  void take(boolean left, NaiveRow row, long watermark) {
    if ((bounds.endsLeft() || bounds.endsRight()) && row.time() < watermark) {
      row.further(Fate.LATE);
      return;
    }
    boolean nullKey = false;
    try {
      for (Plan.JoinKey key : join.keys()) {
        Object value = NaiveExprs.value(left ? key.left() : key.right(), row.values());
        nullKey |= value == null && !key.nullSafe();
      }
    } catch (NaiveExprs.Failure e) {
      query.quarantine(row);
      return;
    }
    if (nullKey && !yieldsAlone(left)) {
      row.further(Fate.NO_MATCH);
      return;
    }
    row.further(Fate.PENDING);
    long due = Long.MAX_VALUE;
    if (left && bounds.endsLeft()) {
      due = row.time() + bounds.mostMicros() + 1;
    } else if (!left && bounds.endsRight()) {
      due = row.time() - bounds.leastMicros() + 1;
    }
    Kept own = new Kept(left, row, Math.max(due, watermark + 1));
    for (Kept other : kept) {
      if (other.left != left) {
        meet(own, other, out(watermark));
      }
    }
    kept.add(own);
  }

  private void meet(Kept own, Kept other, long stamp) {
    Kept one = own.left ? own : other;
    Kept two = own.left ? other : own;
    long apart = two.row.time() - one.row.time();
    Object[] values = NaiveStages.concat(one.row.values(), two.row.values());
    if ((bounds.endsRight() && apart < bounds.leastMicros())
        || (bounds.endsLeft() && apart > bounds.mostMicros())
        || !NaiveStages.equalKeys(join.keys(), one.row.values(), two.row.values())) {
      return;
    }
    long time = pairs() ? Math.max(one.row.time(), two.row.time()) : one.row.time();
    NaiveRow pair = NaiveRow.pair(values, time, own.row, other.row);
    Expr residual = join.residual();
    try {
      if (residual != null && !NaiveExprs.isTrue(residual, values)) {
        return;
      }
    } catch (NaiveExprs.Failure e) {
      query.quarantine(pair);
      return;
    }
    boolean first = !one.matched;
    one.matched = true;
    two.matched = true;
    if (pairs()) {
      emit(pair.with(withTime(values, time)), stamp);
    } else if (kind == Plan.StreamJoinKind.SEMI && first) {
      emit(pair.with(one.row.values()), stamp);
    } else {
      pair.further(Fate.FILTERED);
    }
  }

  private static Object[] withTime(Object[] values, long time) {
    return NaiveStages.concat(values, new Object[] {NaiveAggregation.instant(time)});
  }

  @Override
  void advance(long watermark) {
    List<Kept> gone = new ArrayList<>(kept.stream().filter(k -> k.due <= watermark).toList());
    gone.sort(Comparator.<Kept>comparingLong(k -> k.due).thenComparing(k -> !k.left));
    kept.removeAll(gone);
    for (Kept one : gone) {
      if (one.matched) {
        continue;
      }
      if (!yieldsAlone(one.left)) {
        one.row.further(Fate.NO_MATCH);
        continue;
      }
      Object[] values = one.row.values();
      if (pairs()) {
        Object[] nulls = new Object[(one.left ? join.right() : join.left()).schema().size()];
        values =
            withTime(
                one.left ? NaiveStages.concat(values, nulls) : NaiveStages.concat(nulls, values),
                one.row.time());
      }
      emit(one.row.alone(values), out(one.due - 1));
    }
  }

  @Override
  long out(long watermark) {
    if (watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE) {
      return watermark;
    }
    long behind = 0;
    if (bounds.endsLeft()) {
      behind = Math.max(behind, bounds.mostMicros() + (kind.keepsLeft() ? 1 : 0));
    }
    if (bounds.endsRight()) {
      behind = Math.max(behind, -bounds.leastMicros() + (kind.keepsRight() ? 1 : 0));
    }
    return watermark - behind;
  }
}
