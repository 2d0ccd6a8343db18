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
   * The queries whose interval has passed and that something came for.
   *
   * @param pending whether records wait that no query has seen yet
   */
  BitSet due(long nowNanos, boolean pending) {
    BitSet due = new BitSet(queries.size());
    for (int i = 0; i < dueNanos.length; i++) {
      if (nowNanos - dueNanos[i] >= 0 && (pending || queries.get(i).touched())) {
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
  long waitNanos(long nowNanos, long atMostNanos) {
    long wait = atMostNanos;
    for (int i = 0; i < dueNanos.length; i++) {
      if (queries.get(i).touched()) {
        wait = Math.min(wait, Math.max(0, dueNanos[i] - nowNanos));
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
