package io.weir.engine.run;

import io.weir.api.Fate;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.Entries;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.Outbox;
import io.weir.engine.output.SinkDriver;
import io.weir.store.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline at work: polls its sources, computes at triggers, commits, checkpoints. The way of a
 * record is: polled into a block; the block closed, which puts it into the commit being built and
 * through the core; the commit forced to the journal; acknowledged and delivered.
 *
 * <p>The engine is a duty cycle: {@link #doWork} does what is due and returns. It is driven by
 * {@link PipelineRunner} on a thread, and by tests step by step.
 *
 * <p>Thread: the pipeline's, unless a method says otherwise.
 */
public final class PipelineEngine {

  private static final int POLL_RECORDS = 2048;
  private static final int BLOCK_RECORDS = 1024;
  private static final int COMMIT_BYTES = 1 << 20;
  private static final long IDLE_NANOS = 1_000_000_000L;

  /** Nobody tells that a peer waits for acknowledgements: ask the sources so often. */
  private static final long STALL_NANOS = 2_000_000L;

  private static final long AVAILABLE_NANOS = 2_000_000_000L;

  private static final long NAP_NANOS = 1_000_000L;

  // For the life of the engine.
  private final PipelineDefinition definition;
  private final EngineEnvironment environment;
  private final PipelineStore store;
  private final PipelineCore core;
  private final List<SourceDriver> sources = new ArrayList<>();
  private final List<SinkDriver> sinks = new ArrayList<>();
  private final List<TableWatch> tables = new ArrayList<>();
  private final Confirmations confirmations;
  private final TriggerSchedule triggers;
  private final boolean availableNow;
  private final List<String> takeover;
  private final long replayed;

  // The commit being built.
  private final Entries entries = new Entries();
  private final CommitClock commitClock;

  private boolean started;
  private long lastRecordNanos;
  private long trustedAfterMicros;
  private final long[] dropped;

  private PipelineEngine(
      PipelineDefinition definition,
      EngineEnvironment environment,
      PipelineStore store,
      Runnable wakeUp,
      SinkWake sinkWake)
      throws Exception {
    this.definition = definition;
    this.environment = environment;
    this.store = store;
    this.commitClock = new CommitClock(definition.commitMicros());
    Assembly assembly =
        new Assembly(
            definition,
            environment.gatewayId(),
            environment.epoch(),
            environment.clock(),
            environment.health(),
            environment.tuning().outboxMemoryBytes(),
            environment.workers());
    this.core = assembly.core(store::spool);
    for (int i = 0; i < definition.sources().size(); i++) {
      var source = definition.sources().get(i);
      sources.add(
          new SourceDriver(
              source,
              assembly.context("source", source.name(), source.config(), wakeUp),
              core.sources().get(i).topics()));
    }
    this.availableNow =
        !definition.queries().isEmpty()
            && definition.queries().stream().allMatch(query -> query.trigger().availableNow());
    this.confirmations = new Confirmations(definition.sinks().size());
    Optional<Checkpoint> checkpoint = store.checkpoint();
    if (checkpoint.isPresent()) {
      this.takeover = Snapshots.restore(checkpoint.get(), core, sources, confirmations);
      this.replayed =
          new Recovery(core, sources, confirmations)
              .replay(store.log(), checkpoint.get().logPosition());
    } else {
      this.takeover = List.of();
      this.replayed = 0;
    }
    for (int i = 0; i < definition.sinks().size(); i++) {
      SinkDefinition sink = definition.sinks().get(i);
      Runnable wakeSink = sinkWake.of(i);
      EngineContext context =
          assembly.context(
              "sink",
              sink.name(),
              sink.config(),
              () -> {
                wakeSink.run();
                wakeUp.run();
              });
      sinks.add(
          new SinkDriver(
              context,
              () -> assembly.openSink(sink, context),
              core.sinks().get(i).outbox(),
              confirmations.durable(i)));
    }
    for (TableStage table : core.tables()) {
      var declared = table.definition();
      EngineContext context = assembly.context("table", declared.name(), declared.config(), wakeUp);
      tables.add(new TableWatch(table, context, environment.io()));
    }
    this.dropped = new long[sinks.size()];
    long now = environment.clock().monotonicNanos();
    this.triggers = new TriggerSchedule(core.queries(), now);
    this.trustedAfterMicros = Math.max(environment.earliestMicros(), core.nowMicros());
  }

  /** Gives what wakes the thread of a sink. */
  @FunctionalInterface
  public interface SinkWake {
    /**
     * What wakes it.
     *
     * @param sink its position
     */
    Runnable of(int sink);
  }

  /**
   * Opens a pipeline's store, recovers, and takes a checkpoint where the definition is new.
   *
   * @param definition what to run
   * @param environment where
   * @param wakeUp called from any thread when there may be something to do
   * @param sinkWake likewise, for a sink's thread
   * @throws EngineException if the journal has a tail that this definition or this Weir must not
   *     replay
   * @throws Exception if the store or an instance cannot be opened
   */
  public static PipelineEngine open(
      PipelineDefinition definition,
      EngineEnvironment environment,
      Runnable wakeUp,
      SinkWake sinkWake)
      throws Exception {
    PipelineStore store = PipelineStore.open(environment);
    try {
      store.requireWrittenBy(definition);
      PipelineEngine engine = new PipelineEngine(definition, environment, store, wakeUp, sinkWake);
      engine.checkpointIfNew();
      return engine;
    } catch (Exception e) {
      store.close();
      throw e;
    } finally {
      store.releaseCheckpoint();
    }
  }

  private void checkpointIfNew() throws IOException {
    if (!store.fingerprint().equals(definition.fingerprint()) || replayed > 0) {
      store.checkpoint(core, sources, confirmations);
    }
  }

  /** The deterministic core, for status and tests. */
  public PipelineCore core() {
    return core;
  }

  /** The drivers of the sinks, for the threads that call them. */
  public List<SinkDriver> sinks() {
    return sinks;
  }

  /** What a changed definition did not take over, one sentence each. */
  public List<String> takeover() {
    return takeover;
  }

  /**
   * The rows that a sink's outbox dropped since the start.
   *
   * @param sink its position
   */
  public long dropped(int sink) {
    return dropped[sink];
  }

  /** The number of records replayed at the start. */
  public long replayed() {
    return replayed;
  }

  /** The number of commits since the start. */
  public long commits() {
    return store.commits();
  }

  /** The journal's bytes appended since the start, headers included. Any thread. */
  public long journalBytes() {
    return store.log().bytesAppended();
  }

  List<SourceDriver> sources() {
    return sources;
  }

  /**
   * Whether everything that there is has been computed and delivered, and no more will come: all
   * sources are exhausted.
   */
  public boolean finished() {
    return started
        && !sources.isEmpty()
        && sources.stream().allMatch(this::ended)
        && !pendingRecords()
        && !commitClock.isUrgent()
        && core.queries().stream().noneMatch(QueryNode::touched)
        && core.sinks().stream().allMatch(sink -> sink.outbox().pendingRows() == 0);
  }

  /** What is available is what comes without a pause. */
  private boolean ended(SourceDriver source) {
    return source.exhausted()
        || (availableNow
            && environment.clock().monotonicNanos() - lastRecordNanos >= AVAILABLE_NANOS);
  }

  /**
   * Does what is due.
   *
   * @return how much was done; 0 when the thread may sleep for {@link #waitNanos}
   * @throws Exception if the pipeline cannot go on: close it and open it anew
   */
  public int doWork() throws Exception {
    long nowNanos = environment.clock().monotonicNanos();
    if (!started) {
      start(nowNanos);
    }
    int work = refreshTables(nowNanos);
    if (!core.tablesLoaded()) {
      // The sources are connected: their peers keep what arrives until it can be taken.
      return work + confirm(nowNanos) + commitIfDue(nowNanos);
    }
    work += poll(nowNanos);
    work += computeIfDue(nowNanos);
    work += confirm(nowNanos);
    work += commitIfDue(nowNanos);
    checkpointIfDue(nowNanos);
    for (SourceDriver source : sources) {
      work += source.reopenIfDue() ? 1 : 0;
    }
    return work;
  }

  /** How long the thread may sleep when nothing wakes it. */
  public long waitNanos() {
    long now = environment.clock().monotonicNanos();
    long wait = commitClock.waitNanos(now, triggers.waitNanos(now, nowMicros(), IDLE_NANOS));
    if (pendingRecords()) {
      wait = Math.min(wait, STALL_NANOS);
    }
    return Math.max(wait, 0);
  }

  /**
   * How long to let records gather before the next round, when none is wanted at once: waking for
   * each record would cost more than the record.
   */
  public long napNanos() {
    return triggers.allTimed() && definition.commitMicros() > 0 ? NAP_NANOS : 0;
  }

  private int refreshTables(long nowNanos) throws IOException {
    int work = 0;
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).lookIfDue(nowNanos);
      byte[] content = tables.get(i).take();
      if (content != null) {
        closeBlocks();
        if (entries.size() + content.length > TableStage.MOST_BYTES) {
          commit();
        }
        begin();
        entries.table(i, ByteBuffer.wrap(content));
        core.table(i, content);
        work++;
      }
    }
    return work;
  }

  private void start(long nowNanos) {
    long now = nowMicros();
    if (definition.sources().stream().anyMatch(PipelineEngine::watchesSilence)) {
      commitClock.unhurried(nowNanos);
      entries.resumed(now);
      core.resumed(now);
    }
    sources.forEach(SourceDriver::start);
    lastRecordNanos = nowNanos;
    started = true;
  }

  private static boolean watchesSilence(SourceDefinition source) {
    return source.idleAfterMicros() >= 0 || source.watermark().deviceIdleMicros() >= 0;
  }

  private int poll(long nowNanos) {
    if (blocked()) {
      return 0;
    }
    int work = 0;
    for (int i = 0; i < sources.size(); i++) {
      SourceDriver source = sources.get(i);
      int room = POLL_RECORDS - source.block().size();
      int polled = room <= 0 ? 0 : source.poll(room);
      if (source.hasProgress()) {
        begin();
      }
      if (source.block().size() >= BLOCK_RECORDS || source.block().payloadBytes() >= COMMIT_BYTES) {
        closeBlock(i);
      }
      work += polled;
    }
    if (work > 0) {
      lastRecordNanos = nowNanos;
    }
    return work;
  }

  private boolean blocked() {
    return core.sinks().stream().anyMatch(sink -> sink.outbox().blocksSources());
  }

  private boolean pendingRecords() {
    for (SourceDriver source : sources) {
      if (source.block().size() > 0 || source.hasProgress()) {
        return true;
      }
    }
    return false;
  }

  private int computeIfDue(long nowNanos) {
    boolean idle = core.idleDue(environment.clock().epochMicros());
    long nowMicros = nowMicros();
    BitSet due = triggers.due(nowNanos, nowMicros, blocksWaiting() || idle);
    if (due.isEmpty()) {
      return 0;
    }
    closeBlocks();
    begin();
    entries.tick(nowMicros, due);
    core.tick(nowMicros, due);
    tellMissingResults();
    triggers.fired(due, nowNanos);
    return 1;
  }

  /** Nothing else would: such a row has no place among the rows of any sink. */
  private void tellMissingResults() {
    for (QueryNode query : core.queries()) {
      String missing = query.takeMissingResult();
      if (missing != null) {
        report("query", query.name(), "a row of the result is missing: " + missing);
      }
    }
  }

  private long nowMicros() {
    return Math.max(environment.clock().epochMicros(), core.nowMicros());
  }

  private boolean blocksWaiting() {
    return sources.stream().anyMatch(source -> source.block().size() > 0);
  }

  private void closeBlocks() {
    for (int i = 0; i < sources.size(); i++) {
      closeBlock(i);
    }
  }

  private void closeBlock(int index) {
    RecordBlock block = sources.get(index).block();
    if (block.size() == 0) {
      return;
    }
    begin();
    boolean trusted = environment.clock().epochMicros() >= trustedAfterMicros;
    entries.records(index, trusted, block);
    core.records(index, trusted, block);
    block.clear();
  }

  private int confirm(long nowNanos) {
    int work = 0;
    for (int i = 0; i < sinks.size(); i++) {
      Outbox outbox = core.sinks().get(i).outbox();
      Confirmation latest = sinks.get(i).confirmed();
      if (latest != null && confirmations.isNews(i, latest)) {
        confirmations.restored(i, latest);
        outbox.forgetThrough(latest.sequence());
        if (latest.sequence() == 0) {
          begin(); // The first row waits for it.
        } else {
          commitClock.unhurried(nowNanos);
        }
        entries.confirmed(i, latest.sequence(), ByteBuffer.wrap(latest.position()));
        work++;
      }
      long excess = outbox.excess(environment.clock().epochMicros(), environment.earliestMicros());
      if (excess > 0) {
        commitClock.unhurried(nowNanos);
        long rows = outbox.forgetThrough(excess);
        dropped[i] += rows;
        entries.dropped(i, excess, rows);
        work++;
      }
    }
    return work;
  }

  private void begin() {
    commitClock.urgent(environment.clock().monotonicNanos());
  }

  private int commitIfDue(long nowNanos) throws IOException {
    boolean due = commitClock.isDue(nowNanos) || entries.size() >= COMMIT_BYTES;
    for (SourceDriver source : sources) {
      due |= source.wantsCommit(nowNanos);
    }
    return due && commit() ? 1 : 0;
  }

  /**
   * Makes everything polled and computed durable, then acknowledges and releases it. The one commit
   * point of the pipeline.
   */
  private boolean commit() throws IOException {
    closeBlocks();
    for (int i = 0; i < sources.size(); i++) {
      SourceDriver source = sources.get(i);
      count(i, Fate.DUPLICATE, source.takeDuplicates());
      count(i, Fate.OVERFLOW, source.takeOverflow());
      source.prepareCommit(i, entries);
    }
    boolean any = !entries.isEmpty();
    if (any) {
      store.commit(entries);
    }
    entries.clear();
    commitClock.clear();
    sources.forEach(SourceDriver::committed);
    publish();
    return any;
  }

  private void publish() {
    for (int i = 0; i < core.sinks().size(); i++) {
      if (confirmations.durable(i) != null) {
        sinks.get(i).recorded();
      }
      try {
        core.sinks().get(i).outbox().publish();
      } catch (IOException e) {
        report("sink", definition.sinks().get(i).name(), "rows stay in memory: " + e.getMessage());
      }
    }
  }

  private void report(String kind, String name, String message) {
    environment.health().report(definition.name(), kind, name, Health.DEGRADED, message);
  }

  private void count(int source, Fate fate, long records) {
    if (records > 0) {
      entries.count(source, fate, records);
      core.count(source, fate, records);
    }
  }

  private void checkpointIfDue(long nowNanos) throws IOException {
    if (!store.checkpointDue(nowNanos, core.sources())) {
      return;
    }
    commit();
    try {
      store.checkpoint(core, sources, confirmations);
    } catch (IOException e) {
      store.postpone(nowNanos);
      report("store", "checkpoint", "not taken: " + e.getMessage() + "; tried again later");
    }
  }

  /**
   * Commits, takes a checkpoint, and closes everything. The threads of the sinks must have stopped.
   *
   * @throws Exception if the last commit or checkpoint failed; everything is closed all the same
   */
  public void close() throws Exception {
    try {
      commit();
      confirm(environment.clock().monotonicNanos());
      commit();
      if (store.isChanged()) {
        store.checkpoint(core, sources, confirmations);
      }
    } finally {
      sources.forEach(SourceDriver::close);
      release();
    }
  }

  /**
   * Cuts the pipeline off from outside, when its thread does not come back: nothing becomes durable
   * any more and its sources let go of their peers. Any thread.
   */
  void fence() {
    store.fence();
    for (SourceDriver source : sources) {
      try {
        source.close();
      } catch (RuntimeException e) {
        // It may be the very one that hangs; nothing that it still takes can be acknowledged.
      }
    }
  }

  /** Closes everything as it is, without a commit: the next start recovers. */
  public void abandon() throws IOException {
    sources.forEach(SourceDriver::close);
    release();
  }

  /** Closes like {@link #abandon}, and ends also the peers' memory of this pipeline. */
  public void dispose() throws IOException {
    sources.forEach(SourceDriver::dispose);
    release();
  }

  private void release() throws IOException {
    for (TableStage table : core.tables()) {
      table.table().close();
    }
    store.close();
  }
}
