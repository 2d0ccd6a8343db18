package io.weir.engine.run;

import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.journal.Entries;
import io.weir.engine.output.LogSpool;
import io.weir.engine.source.SourceStage;
import io.weir.store.checkpoint.Checkpoint;
import io.weir.store.checkpoint.CheckpointStore;
import io.weir.store.checkpoint.CheckpointWriter;
import io.weir.store.log.LogOptions;
import io.weir.store.log.SegmentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a pipeline keeps on disk: its journal, its checkpoints, the spools of its outboxes.
 *
 * <p>Thread: the pipeline's, unless a method says otherwise.
 */
final class PipelineStore implements AutoCloseable {

  private static final int MAX_TOPICS = 1 << 16;

  private final EngineEnvironment environment;
  private final CheckpointStore checkpoints;
  private final Optional<Checkpoint> latest;
  private final SegmentLog log;
  private final List<LogSpool> spools = new ArrayList<>();
  private long checkpointNanos;
  private long checkpointTail;
  private boolean changed;
  private long commits;
  private long prepareAt;
  private boolean fenced; // guarded by this

  private PipelineStore(
      EngineEnvironment environment,
      CheckpointStore checkpoints,
      Optional<Checkpoint> latest,
      SegmentLog log) {
    this.environment = environment;
    this.checkpoints = checkpoints;
    this.latest = latest;
    this.log = log;
    put(environment.clock().monotonicNanos());
  }

  /** Opens the store of a pipeline, making it if it is not there. */
  static PipelineStore open(EngineEnvironment environment) throws IOException {
    Path folder = environment.folder();
    CheckpointStore checkpoints =
        CheckpointStore.open(
            environment.files(), folder.resolve("checkpoints"), environment.steps());
    Optional<Checkpoint> latest = checkpoints.openLatest();
    long from = latest.map(Checkpoint::logPosition).orElse(0L);
    SegmentLog log =
        SegmentLog.open(
            environment.files(),
            folder.resolve("journal"),
            options(environment).withVerifyFrom(from));
    return new PipelineStore(environment, checkpoints, latest, log);
  }

  /** Opens the spool of a sink. */
  LogSpool spool(String sink) throws IOException {
    LogSpool spool =
        new LogSpool(
            SegmentLog.open(
                environment.files(),
                environment.folder().resolve("outbox").resolve(sink),
                options(environment)));
    spools.add(spool);
    return spool;
  }

  /** The checkpoint that the store was opened with; {@link #releaseCheckpoint} ends its use. */
  Optional<Checkpoint> checkpoint() {
    return latest;
  }

  void releaseCheckpoint() throws IOException {
    if (latest.isPresent()) {
      latest.get().close();
    }
  }

  SegmentLog log() {
    return log;
  }

  /** The number of commits since the start. */
  long commits() {
    return commits;
  }

  /** Refuses a journal with a tail that another definition wrote and must finish. */
  void requireWrittenBy(PipelineDefinition definition) throws EngineException {
    boolean tail = latest.isPresent() && log.tail() != latest.get().logPosition();
    if (tail && !definition.fingerprint().equals(fingerprint())) {
      throw new EngineException(
          EngineException.Reason.OTHER_DEFINITION,
          ("pipeline %s: its journal has records that the definition before the last change must"
                  + " finish first")
              .formatted(definition.name()));
    }
  }

  /** The fingerprint of the definition that took the last checkpoint; empty for none. */
  String fingerprint() {
    return latest.map(c -> c.metadata().getOrDefault(Snapshots.FINGERPRINT, "")).orElse("");
  }

  /** Makes a commit durable: the one force to disk. */
  void commit(Entries entries) throws IOException {
    synchronized (this) {
      requireUnfenced();
      log.append(entries.toBuffer());
      log.force();
    }
    commits++;
    changed = true;
    prepareSegment();
  }

  /** Nothing becomes durable here any more: the folder belongs to a later store. Any thread. */
  synchronized void fence() {
    fenced = true;
  }

  private void requireUnfenced() throws IOException {
    if (fenced) {
      throw new IOException("it was stopped while a batch ran; the batch is discarded");
    }
  }

  /** Lays out the journal's next file beside the way of a commit. */
  private void prepareSegment() {
    if (log.tail() < prepareAt) {
      return;
    }
    prepareAt = log.tail() + environment.tuning().logSegmentBytes() / 2;
    environment
        .io()
        .execute(
            () -> {
              try {
                boolean unused = log.prepare();
              } catch (IOException e) {
                // The append that needs the file will say so, if it must.
              }
            });
  }

  /** Whether there is something to save, and it is time. */
  boolean checkpointDue(long nowNanos, List<SourceStage> sources) {
    EngineEnvironment.Tuning tuning = environment.tuning();
    return changed
        && (nowNanos - checkpointNanos >= tuning.checkpointEvery().toNanos()
            || log.tail() - checkpointTail >= tuning.checkpointLogBytes()
            || sources.stream().anyMatch(PipelineStore::hasManyTopics));
  }

  /** Whether anything was committed since the last checkpoint. */
  boolean isChanged() {
    return changed;
  }

  /** A checkpoint failed: the journal holds everything, and it is tried again later. */
  void postpone(long nowNanos) {
    put(nowNanos);
  }

  /** Saves everything, so that the journal before it can be freed. Only right after a commit. */
  void checkpoint(PipelineCore core, List<SourceDriver> sources, Confirmations confirmations)
      throws IOException {
    forgetTopicsIfMany(core.sources(), sources);
    synchronized (this) {
      requireUnfenced();
    }
    try (CheckpointWriter writer = checkpoints.begin(log.tail(), Snapshots.metadata(core))) {
      Snapshots.write(writer, core, sources, confirmations);
      synchronized (this) {
        requireUnfenced();
        writer.commit();
      }
    }
    OptionalLong free = checkpoints.oldestUsableLogPosition();
    if (free.isPresent()) {
      log.freeBefore(free.getAsLong());
    }
    for (var sink : core.sinks()) {
      sink.outbox().freeSpool();
    }
    put(environment.clock().monotonicNanos());
    changed = false;
  }

  @Override
  public void close() throws IOException {
    for (LogSpool spool : spools) {
      spool.close();
    }
    log.close();
  }

  private void put(long nowNanos) {
    checkpointNanos = nowNanos;
    checkpointTail = log.tail();
  }

  private static void forgetTopicsIfMany(List<SourceStage> stages, List<SourceDriver> sources) {
    for (int i = 0; i < stages.size(); i++) {
      if (hasManyTopics(stages.get(i))) {
        stages.get(i).topics().clear();
        sources.get(i).block().clear();
      }
    }
  }

  private static boolean hasManyTopics(SourceStage stage) {
    return stage.topics().size() > MAX_TOPICS;
  }

  private static LogOptions options(EngineEnvironment environment) {
    return LogOptions.DEFAULTS
        .withSegmentBytes(environment.tuning().logSegmentBytes())
        .withSteps(environment.steps());
  }
}
