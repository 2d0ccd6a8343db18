package io.weir.engine.run;

import io.weir.api.Clock;
import io.weir.engine.workers.Workers;
import io.weir.store.StoreSteps;
import io.weir.store.file.StoreFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Where a pipeline runs.
 *
 * @param gatewayId the gateway's id
 * @param epoch of the pipeline's store
 * @param folder the pipeline's own folder
 * @param files the file operations
 * @param clock the time
 * @param earliestMicros the clock is not trusted before it: the time of the build
 * @param io runs what may block for a file: table versions
 * @param workers share what can be computed at once
 * @param health is told how sources, tables and sinks are
 * @param tuning how often and how much
 * @param steps is told the steps of a commit, for fault injection
 */
public record EngineEnvironment(
    String gatewayId,
    long epoch,
    Path folder,
    StoreFiles files,
    Clock clock,
    long earliestMicros,
    Executor io,
    Workers workers,
    HealthListener health,
    Tuning tuning,
    StoreSteps steps) {

  /**
   * How often and how much.
   *
   * @param checkpointEvery the longest between two checkpoints while something happens
   * @param checkpointLogBytes the most to replay
   * @param outboxMemoryBytes the most that one outbox holds in memory
   * @param logSegmentBytes the length of a file of the journal
   */
  public record Tuning(
      Duration checkpointEvery,
      long checkpointLogBytes,
      long outboxMemoryBytes,
      int logSegmentBytes) {

    /** A checkpoint a minute or every 16 MiB; 1 MiB of rows in memory; files of 4 MiB. */
    public static final Tuning DEFAULTS =
        new Tuning(Duration.ofSeconds(60), 16L << 20, 1L << 20, 4 << 20);
  }
}
