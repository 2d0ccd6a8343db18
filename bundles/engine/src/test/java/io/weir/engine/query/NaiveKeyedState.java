package io.weir.engine.query;

import io.weir.api.Fate;
import io.weir.api.function.GroupState;
import io.weir.api.function.GroupStateType.Timeout;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.Plan.NamedExpr;
import io.weir.operators.column.Instants;
import io.weir.operators.column.ValueOrder;
import io.weir.operators.expr.Expr;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The oracle's keyed state: a list of keys that is searched from end to end. */
final class NaiveKeyedState extends NaiveNode {

  /** A key with what is kept of it; a copy is shown to the function. */
  private static final class Kept implements GroupState<long[]> {
    List<Object> key;
    long[] state;
    long time;
    Long due; // a time
    Long length; // from the next trigger on

    Kept copy(long now) {
      Kept copy = new Kept();
      copy.key = key;
      copy.state = state == null ? null : state.clone();
      copy.time = now;
      return copy;
    }

    @Override
    public long[] get() {
      return state;
    }

    @Override
    public void update(long[] next) {
      state = next;
    }

    @Override
    public void remove() {
      state = null;
    }

    @Override
    public Instant time() {
      return Instant.EPOCH.plus(time, ChronoUnit.MICROS);
    }

    @Override
    public void setTimeout(Instant at) {
      due = Instants.micros(at);
    }

    @Override
    public void setTimeout(Duration duration) {
      length = duration.toNanos() / 1000;
    }
  }

  private final Plan.KeyedState plan;
  private final Tally tally;
  private final List<Kept> keys = new ArrayList<>();

  NaiveKeyedState(NaiveQuery query, Plan.KeyedState plan) {
    super(query);
    this.plan = plan;
    this.tally = new Tally(plan.timeout(), plan.made().size());
  }

  @Override
  void take(boolean left, NaiveRow row, long watermark) {
    if (plan.timeout() == Timeout.EVENT_TIME && row.time() < watermark) {
      row.further(Fate.LATE);
      return;
    }
    Kept fresh = new Kept();
    List<Object> shown = new ArrayList<>();
    try {
      fresh.key = new ArrayList<>();
      for (Expr expr : plan.keys()) {
        fresh.key.add(ValueOrder.canonical(NaiveExprs.value(expr, row.values())));
      }
      for (NamedExpr column : plan.columns()) {
        shown.add(NaiveExprs.value(column.expr(), row.values()));
      }
    } catch (NaiveExprs.Failure e) {
      query.quarantine(row);
      return;
    }
    Kept before =
        keys.stream().filter(k -> compare(k.key, fresh.key) == 0).findFirst().orElse(fresh);
    Kept after = before.copy(row.time());
    List<Object[]> made = new ArrayList<>();
    try {
      tally.update(after.key, shown.toArray(), after, made::add);
    } catch (IllegalStateException e) {
      query.quarantine(row);
      return;
    }
    if (after.due != null) {
      after.due = watermark == Long.MAX_VALUE ? null : (Long) Math.max(after.due, watermark + 1);
    }
    replace(before, after);
    row.further(Fate.AGGREGATED);
    made.forEach(values -> emit(values, row.time(), watermark));
  }

  private void replace(Kept before, Kept after) {
    keys.remove(before);
    if (after.state != null || after.due != null || after.length != null) {
      keys.add(after);
    }
  }

  private void emit(Object[] values, long time, long stamp) {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = Instant.EPOCH.plus(time, ChronoUnit.MICROS);
    emit(new NaiveRow(all, time, List.of(), false), stamp);
  }

  @Override
  void advance(long watermark) {
    if (plan.timeout() == Timeout.EVENT_TIME) {
      fire(watermark);
    }
  }

  @Override
  boolean due(long now) {
    if (plan.timeout() == Timeout.PROCESSING_TIME) {
      for (Kept kept : keys) {
        kept.due = kept.length == null ? kept.due : (Long) (now + kept.length);
        kept.length = null;
      }
      fire(now);
    }
    return false;
  }

  private void fire(long now) {
    Comparator<Kept> order =
        Comparator.<Kept>comparingLong(k -> k.due).thenComparing((a, b) -> compare(a.key, b.key));
    while (true) {
      Kept first = keys.stream().filter(k -> k.due != null && k.due <= now).min(order).orElse(null);
      if (first == null) {
        return;
      }
      long due = first.due;
      Kept after = first.copy(due);
      List<Object[]> made = new ArrayList<>();
      try {
        tally.timedOut(after.key, after, made::add);
      } catch (IllegalStateException e) {
        query.failedResult();
        Kept same = first.copy(due);
        replace(first, same);
        continue;
      }
      if (after.due != null) {
        after.due = now == Long.MAX_VALUE ? null : (Long) Math.max(after.due, due + 1);
      }
      if (after.length != null) {
        after.due = now + after.length;
        after.length = null;
      }
      replace(first, after);
      boolean byEvents = plan.timeout() == Timeout.EVENT_TIME;
      made.forEach(values -> emit(values, due, byEvents ? due - 1 : watermark()));
    }
  }

  private int compare(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      Object left = one.get(i);
      Object right = other.get(i);
      int compared =
          left == null || right == null
              ? Boolean.compare(left != null, right != null)
              : ValueOrder.of(plan.keys().get(i).type()).compare(left, right);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }
}
