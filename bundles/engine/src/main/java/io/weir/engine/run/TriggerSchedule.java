package io.weir.engine.run;

import java.util.BitSet;
import java.util.List;

/**
 * When each query of a pipeline is to yield. Runs on monotonic time: a jump of the clock moves no
 * trigger.
 *
 * <p>Thread: the pipeline's.
 */
final class TriggerSchedule {

  private static final long NANOS_PER_MICRO = 1_000;

  private final List<QueryNode> queries;
  private final long[] dueNanos;

  TriggerSchedule(List<QueryNode> queries, long nowNanos) {
    this.queries = queries;
    this.dueNanos = new long[queries.size()];
    java.util.Arrays.fill(dueNanos, nowNanos);
  }

  /**
   * The queries whose interval has passed and that something came for, or a timeout.
   *
   * @param pending whether records wait that no query has seen yet
   */
  BitSet due(long nowNanos, long nowMicros, boolean pending) {
    BitSet due = new BitSet(queries.size());
    for (int i = 0; i < dueNanos.length; i++) {
      QueryNode query = queries.get(i);
      boolean wanted = pending || query.touched() || query.dueMicros() <= nowMicros;
      if (wanted && nowNanos - dueNanos[i] >= 0) {
        due.set(i);
      }
    }
    return due;
  }

  /** The queries have yielded; missed intervals are not made up for. */
  void fired(BitSet queriesFired, long nowNanos) {
    for (int i = queriesFired.nextSetBit(0); i >= 0; i = queriesFired.nextSetBit(i + 1)) {
      long interval = intervalNanos(i);
      dueNanos[i] += interval;
      if (nowNanos - dueNanos[i] >= 0) {
        dueNanos[i] = nowNanos + interval;
      }
    }
  }

  /** How long until the next query may be due, at most {@code atMostNanos}. */
  long waitNanos(long nowNanos, long nowMicros, long atMostNanos) {
    long wait = atMostNanos;
    for (int i = 0; i < dueNanos.length; i++) {
      long timeout = queries.get(i).dueMicros();
      if (queries.get(i).touched()) {
        wait = Math.min(wait, Math.max(0, dueNanos[i] - nowNanos));
      } else if (timeout <= nowMicros + atMostNanos / NANOS_PER_MICRO) {
        long micros = Math.max(0, timeout - nowMicros);
        wait = Math.min(wait, Math.max(micros * NANOS_PER_MICRO, dueNanos[i] - nowNanos));
      }
    }
    return wait;
  }

  /** Whether every query may wait for its interval: none wants each record at once. */
  boolean allTimed() {
    return queries.stream().allMatch(q -> q.definition().trigger().intervalMicros() > 0);
  }

  private long intervalNanos(int query) {
    return queries.get(query).definition().trigger().intervalMicros() * NANOS_PER_MICRO;
  }
}
