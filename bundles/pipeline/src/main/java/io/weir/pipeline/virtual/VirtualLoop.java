package io.weir.pipeline.virtual;

import io.weir.api.connector.Confirmation;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.Outbox;
import io.weir.engine.output.SinkDriver;
import io.weir.engine.query.OutputMode;
import io.weir.engine.run.PipelineCore;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the records of files to a core in the order of their event times, and lets triggers fire on
 * that time.
 *
 * <p>Where the result does not depend on how the input is cut, which is so when every query
 * appends, records go in blocks as they are best for the columns; else each trigger cuts.
 *
 * <p>Thread: one at a time.
 */
final class VirtualLoop {

  private static final int BLOCK_RECORDS = 1024;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final long NEVER = Long.MAX_VALUE;

  private final PipelineCore core;
  private final List<VirtualSource> sources;
  private final List<SinkDriver> drivers;
  private final List<RowFile> outputs;
  private final VirtualClock clock;
  private final boolean cuts;
  private final boolean everyRecord;
  private final long[] dueMicros;
  private long nowMicros;
  private int current = -1;

  VirtualLoop(
      PipelineCore core,
      List<VirtualSource> sources,
      List<SinkDriver> drivers,
      List<RowFile> outputs,
      VirtualClock clock) {
    this.core = core;
    this.sources = sources;
    this.drivers = drivers;
    this.outputs = outputs;
    this.clock = clock;
    List<QueryDefinition> queries = core.definition().queries();
    this.cuts = cutsMatter(core.definition());
    this.everyRecord = cuts && queries.stream().anyMatch(q -> interval(q) == 0);
    this.dueMicros = new long[queries.size()];
    this.nowMicros = Heads.UNKNOWN;
    java.util.Arrays.fill(dueMicros, NEVER);
  }

  /** Whether where a trigger falls can be seen in the output. */
  private static boolean cutsMatter(PipelineDefinition definition) {
    return definition.queries().stream()
        .anyMatch(
            query ->
                query.spec().mode() != OutputMode.APPEND
                    || query.spec().plan().toString().contains("current_"));
  }

  /** Runs to the end of all input. */
  void run(boolean drain) throws IOException {
    VirtualSource source;
    while ((source = earliest()) != null) {
      take(source);
    }
    flush();
    BitSet all = new BitSet();
    if (!drain) {
      all.set(0, dueMicros.length);
    }
    core.tick(nowOrEpoch(), all);
    if (drain) {
      core.finish();
    }
    deliver();
  }

  private @Nullable VirtualSource earliest() throws IOException {
    VirtualSource earliest = null;
    long at = NEVER;
    int index = -1;
    for (int i = 0; i < sources.size(); i++) {
      VirtualSource source = sources.get(i);
      if (source.hasNext() && (earliest == null || source.headMicros() < at)) {
        earliest = source;
        at = source.headMicros();
        index = i;
      }
    }
    if (index != current) {
      flush();
      current = index;
    }
    return earliest;
  }

  private void take(VirtualSource source) throws IOException {
    long moved = Math.max(nowMicros, source.greatestMicros());
    if (moved != nowMicros) {
      passTo(moved);
    }
    source.take(nowOrEpoch());
    RecordBlock taken = source.taken();
    if (everyRecord || taken.size() >= BLOCK_RECORDS || taken.payloadBytes() >= BLOCK_BYTES) {
      flush();
      if (everyRecord) {
        fire(0, nowOrEpoch());
      } else if (!cuts) {
        BitSet all = new BitSet();
        all.set(0, dueMicros.length);
        tick(nowOrEpoch(), all);
      }
    }
  }

  /** Time moves on: fires the triggers on the way. */
  private void passTo(long micros) throws IOException {
    if (cuts) {
      long next = NEVER;
      for (int i = 0; i < dueMicros.length; i++) {
        long interval = interval(core.definition().queries().get(i));
        if (interval > 0 && dueMicros[i] <= micros) {
          next = Math.min(next, dueMicros[i]);
        }
      }
      if (next != NEVER) {
        flush();
        fireThrough(micros);
      }
      for (int i = 0; i < dueMicros.length; i++) {
        long interval = interval(core.definition().queries().get(i));
        if (interval > 0) {
          dueMicros[i] = (Math.floorDiv(micros, interval) + 1) * interval;
        }
      }
    }
    nowMicros = micros;
    clock.set(micros);
  }

  /** Fires each query that is due, the earliest first; without records between, once is enough. */
  private void fireThrough(long micros) throws IOException {
    while (true) {
      long earliest = NEVER;
      for (long due : dueMicros) {
        earliest = Math.min(earliest, due);
      }
      if (earliest > micros) {
        return;
      }
      BitSet due = new BitSet();
      for (int i = 0; i < dueMicros.length; i++) {
        if (dueMicros[i] == earliest) {
          due.set(i);
          dueMicros[i] = NEVER;
        }
      }
      tick(earliest, due);
    }
  }

  private void fire(long interval, long micros) throws IOException {
    BitSet due = new BitSet();
    for (int i = 0; i < dueMicros.length; i++) {
      due.set(i, interval(core.definition().queries().get(i)) == interval);
    }
    tick(micros, due);
  }

  private void tick(long micros, BitSet due) throws IOException {
    core.tick(micros, due);
    deliver();
  }

  private void flush() {
    if (current >= 0) {
      VirtualSource source = sources.get(current);
      if (source.taken().size() > 0) {
        core.records(current, false, source.taken());
        source.clearTaken();
      }
    }
  }

  private void deliver() throws IOException {
    for (int i = 0; i < drivers.size(); i++) {
      Outbox outbox = core.sinks().get(i).outbox();
      outbox.publish();
      SinkDriver driver = drivers.get(i);
      driver.recorded(); // There is no commit to wait for.
      while (outbox.pendingRows() > 0 && driver.doWork() > 0) {
        Confirmation confirmed = driver.confirmed();
        if (confirmed != null) {
          outbox.forgetThrough(confirmed.sequence());
        }
      }
    }
    for (RowFile output : outputs) {
      output.check();
    }
  }

  private long nowOrEpoch() {
    return nowMicros == Heads.UNKNOWN ? 0 : nowMicros;
  }

  /** Microseconds; -1 for a query that is computed at the end only. */
  private static long interval(QueryDefinition query) {
    return query.trigger().availableNow() ? -1 : query.trigger().intervalMicros();
  }
}
