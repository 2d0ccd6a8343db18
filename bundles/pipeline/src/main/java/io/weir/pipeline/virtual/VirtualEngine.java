package io.weir.pipeline.virtual;

import io.weir.api.config.ConfigException;
import io.weir.api.connector.TableException;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.Outbox;
import io.weir.engine.query.PlanException;
import io.weir.engine.run.Assembly;
import io.weir.engine.run.PipelineCore;
import io.weir.engine.workers.Workers;
import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.RunException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline in virtual time, moved on step by step: records, table versions, the time, restarts.
 * Its parts are opened once per start, as a gateway does it; only the order of events comes from
 * outside.
 *
 * <p>Thread: one at a time.
 */
final class VirtualEngine implements AutoCloseable {

  private static final int BLOCK_RECORDS = 1024;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int MAX_TOPICS = 1 << 16;

  private final Assembly assembly;
  private final VirtualSinks sinks;
  private final VirtualClock clock;
  private final Triggers triggers;
  private final RestartFolder restarts = new RestartFolder();
  private final @Nullable VirtualJournal journal;

  private PipelineCore core;
  private List<RecordBlock> taken;
  private long nowMicros = Heads.UNKNOWN;
  private int current;
  private boolean saved;

  /**
   * A pipeline that has seen nothing.
   *
   * @param definition whose sinks are virtual
   * @param targets of the sinks that have one; checked after each delivery
   * @param pressure of the sinks
   * @param clock is moved
   * @param crashes whether {@link #crash} may be called, which costs the memory of a journal
   * @throws RunException if it cannot begin
   */
  VirtualEngine(
      PipelineDefinition definition,
      List<RowTarget> targets,
      BackPressure pressure,
      VirtualClock clock,
      boolean crashes)
      throws RunException {
    this.sinks = new VirtualSinks(targets, pressure);
    this.assembly =
        new Assembly(definition, "virtual", 1, clock, sinks::report, Long.MAX_VALUE, Workers.of(1));
    this.clock = clock;
    this.triggers = new Triggers(definition);
    this.journal = crashes ? new VirtualJournal() : null;
    this.core = newCore(assembly, sinks);
    this.taken = blocks(core);
    sinks.open(assembly, core);
  }

  /** What is computed; another one after each restart. */
  PipelineCore core() {
    return core;
  }

  /** The time; {@link Heads#UNKNOWN} before the first. */
  long nowMicros() {
    return nowMicros;
  }

  private long nowOrEpoch() {
    return nowMicros == Heads.UNKNOWN ? 0 : nowMicros;
  }

  /** Puts a version of a table in force. */
  void table(int table, byte[] content) throws TableException {
    core.tables().get(table).requireUsable(content);
    flush();
    if (journal != null) {
      journal.table(table, content);
    }
    core.table(table, content);
  }

  /** Time moves on, never back: fires the triggers on the way. */
  void advance(long micros) throws IOException {
    if (micros <= nowMicros) {
      return;
    }
    if (triggers.cut()) {
      awaitTimeouts();
      if (triggers.nextMicros() <= micros) {
        flush();
      }
      for (long next = triggers.nextMicros(); next <= micros; next = triggers.nextMicros()) {
        tick(next, triggers.take(next));
        awaitTimeouts();
      }
      triggers.schedule(micros);
    }
    nowMicros = micros;
    clock.set(micros);
  }

  private void awaitTimeouts() {
    for (int i = 0; i < core.queries().size(); i++) {
      triggers.await(i, core.queries().get(i).dueMicros());
    }
  }

  /**
   * Takes a record.
   *
   * @param source its position
   * @param from holds it
   * @param record its position there
   * @param topic null for none
   * @param receivedMicros when it comes; {@link Heads#UNKNOWN} for now
   */
  void record(int source, RecordBlock from, int record, @Nullable String topic, long receivedMicros)
      throws IOException {
    if (source != current) {
      flush();
      current = source;
    }
    RecordBlock block = taken.get(source);
    block.add(
        from.bytes(),
        from.offset(record),
        from.length(record),
        topic,
        receivedMicros == Heads.UNKNOWN ? nowOrEpoch() : receivedMicros);
    if (triggers.everyRecord()) {
      flush();
      tick(nowOrEpoch(), triggers.immediate());
    } else if (block.size() >= BLOCK_RECORDS || block.payloadBytes() >= BLOCK_BYTES) {
      flush();
      if (!triggers.cut()) {
        tick(nowOrEpoch(), triggers.all());
      }
    }
  }

  /** Computes and delivers all rows for which no trigger has to be waited for. */
  void compute() throws IOException {
    flush();
    tick(nowOrEpoch(), triggers.unseen());
    sinks.drain();
  }

  /** Does what a point between two records asks for. */
  void restart(Restarts.Point point) throws IOException, RunException {
    switch (point) {
      case RESTART -> restart();
      case CRASH -> crash();
      case NONE -> {}
    }
  }

  /** Saves everything, stops, and starts from what was saved. */
  void restart() throws IOException, RunException {
    stop();
    restarts.checkpoints().save(core);
    saved = true;
    if (journal != null) {
      journal.clear();
    }
    startAgain();
  }

  /** Stops, starts from what was saved last, and is told again what came since. */
  void crash() throws IOException, RunException {
    stop();
    startAgain();
  }

  private void stop() throws IOException {
    flush();
    sinks.deliver();
    sinks.close();
  }

  private void startAgain() throws IOException, RunException {
    PipelineCore next = newCore(assembly, sinks);
    List<RecordBlock> blocks = blocks(next);
    if (saved) {
      restarts.checkpoints().restore(next);
    }
    if (journal != null) {
      journal.replay(next, blocks);
      // What the targets have is not given to them once more.
      for (int i = 0; i < next.sinks().size(); i++) {
        Outbox again = next.sinks().get(i).outbox();
        again.publish();
        again.forgetThrough(core.sinks().get(i).outbox().confirmedSequence());
      }
    }
    closeTables();
    core = next;
    taken = blocks;
    sinks.open(assembly, core);
  }

  /** The input has ended: every query is computed, and if it is to be, every window closes. */
  void finish(boolean drain) throws IOException {
    flush();
    core.tick(nowOrEpoch(), drain ? new BitSet() : triggers.all());
    if (drain) {
      core.finish();
    }
    sinks.drain();
  }

  @Override
  public void close() throws IOException {
    sinks.close();
    closeTables();
    restarts.close();
  }

  private void closeTables() {
    core.tables().forEach(table -> table.table().close());
  }

  private void tick(long micros, BitSet due) throws IOException {
    if (journal != null) {
      journal.tick(micros, due);
    }
    core.tick(micros, due);
    sinks.deliver();
  }

  private void flush() {
    RecordBlock block = taken.get(current);
    if (block.size() > 0) {
      if (journal != null) {
        journal.records(current, block);
      }
      core.records(current, false, block);
      if (journal == null && core.sources().get(current).topics().size() > MAX_TOPICS) {
        core.sources().get(current).topics().clear();
      }
      block.clear();
    }
  }

  private static PipelineCore newCore(Assembly assembly, VirtualSinks sinks) throws RunException {
    try {
      return assembly.core(sinks::spool);
    } catch (ConfigException | PlanException | IOException e) {
      throw new RunException(String.valueOf(e.getMessage()));
    }
  }

  private static List<RecordBlock> blocks(PipelineCore core) {
    return core.sources().stream().map(source -> new RecordBlock(source.topics())).toList();
  }
}
