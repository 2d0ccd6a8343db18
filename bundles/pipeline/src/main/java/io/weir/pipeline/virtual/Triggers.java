package io.weir.pipeline.virtual;

import io.weir.api.function.GroupStateType.Timeout;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * When the queries of a pipeline are computed, in virtual time.
 *
 * <p>Where the result does not depend on how the input is cut, which is so when every query
 * appends, they are computed as it is best for the columns; else each trigger cuts.
 *
 * <p>Thread: one at a time.
 */
final class Triggers {

  private static final long NEVER = Long.MAX_VALUE;

  private final long[] intervals;
  private final long[] dueMicros;
  private final BitSet unseen = new BitSet();
  private final boolean cut;
  private final boolean everyRecord;

  Triggers(PipelineDefinition definition) {
    List<QueryDefinition> queries = definition.queries();
    this.intervals = queries.stream().mapToLong(Triggers::interval).toArray();
    this.dueMicros = new long[intervals.length];
    Arrays.fill(dueMicros, NEVER);
    for (int i = 0; i < queries.size(); i++) {
      unseen.set(i, !cutsAreSeen(queries.get(i)));
    }
    this.cut = unseen.cardinality() < queries.size();
    this.everyRecord = cut && Arrays.stream(intervals).anyMatch(interval -> interval == 0);
  }

  /** Whether where a trigger falls can be seen in the output of a query. */
  private static boolean cutsAreSeen(QueryDefinition query) {
    return query.spec().mode() != OutputMode.APPEND
        || query.spec().plan().toString().contains("current_")
        || countsTime(query.spec().plan());
  }

  private static boolean countsTime(Plan plan) {
    boolean counts =
        plan instanceof Plan.KeyedState state && state.timeout() == Timeout.PROCESSING_TIME;
    return counts || plan.inputs().stream().anyMatch(Triggers::countsTime);
  }

  /** Microseconds; -1 for a query that is computed at the end only. */
  private static long interval(QueryDefinition query) {
    return query.trigger().availableNow() ? -1 : query.trigger().intervalMicros();
  }

  /** Whether it matters where the input is cut. */
  boolean cut() {
    return cut;
  }

  /** Whether a batch is a record. */
  boolean everyRecord() {
    return everyRecord;
  }

  /** All queries. */
  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, intervals.length);
    return all;
  }

  /** The queries of which nobody can see when they are computed. */
  BitSet unseen() {
    return (BitSet) unseen.clone();
  }

  /** The queries that are computed with each record. */
  BitSet immediate() {
    BitSet due = new BitSet();
    for (int i = 0; i < intervals.length; i++) {
      due.set(i, intervals[i] == 0);
    }
    return due;
  }

  /** The earliest time at which a query is due; {@link Long#MAX_VALUE} for none. */
  long nextMicros() {
    return Arrays.stream(dueMicros).min().orElse(NEVER);
  }

  /** Takes the queries that are due at a time: without records between, once is enough. */
  BitSet take(long micros) {
    BitSet due = new BitSet();
    for (int i = 0; i < dueMicros.length; i++) {
      if (dueMicros[i] == micros) {
        due.set(i);
        dueMicros[i] = NEVER;
      }
    }
    return due;
  }

  /** Makes a query due for a timeout, at its first trigger that is not before. */
  void await(int query, long micros) {
    if (intervals[query] >= 0 && micros != NEVER) {
      long interval = Math.max(1, intervals[query]);
      long at = Math.floorDiv(micros + interval - 1, interval) * interval;
      dueMicros[query] = Math.min(dueMicros[query], at);
    }
  }

  /** Makes every query due at the next multiple of its interval after a time. */
  void schedule(long micros) {
    for (int i = 0; i < intervals.length; i++) {
      if (intervals[i] > 0) {
        dueMicros[i] = (Math.floorDiv(micros, intervals[i]) + 1) * intervals[i];
      }
    }
  }
}
