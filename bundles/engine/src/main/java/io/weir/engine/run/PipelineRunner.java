package io.weir.engine.run;

import io.weir.api.connector.ConnectorContext.Health;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.output.SinkDriver;
import io.weir.engine.run.PipelineStatus.State;
import io.weir.operators.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline on a thread of its own, with one more thread a sink, and opens it anew when it
 * failed.
 *
 * <p>Threads: {@link #start}, {@link #stop}, {@link #status} by any.
 */
public final class PipelineRunner {

  private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LAST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** So much at once came while the last round ran: what comes gathers without a nap. */
  private static final int BUSY = 256;

  /** How long the batch may take that runs when the pipeline is to end. */
  private static final long BATCH_SECONDS = 5;

  private static final long STATUS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A batch that takes longer than this is told of. */
  private static final long LONG_BATCH_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How a runner is to end. */
  private enum Ending {
    /** With a checkpoint. */
    CLEAN,
    /** Without a commit: what was fenced off must not become durable. */
    ABANDON,
    /** With the end of the peers' memory of the pipeline. */
    DISPOSE
  }

  /**
   * An engine at work, from its opening to its end.
   *
   * @param engine that the thread drives
   * @param sinkThreads one a sink
   * @param left is open once no batch runs any more and none will
   */
  private record Turn(PipelineEngine engine, List<SinkThread> sinkThreads, CountDownLatch left) {}

  private final PipelineDefinition definition;
  private final EngineEnvironment environment;
  private final HealthBoard health;
  private final Signal signal;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Turn turn;
  private volatile PipelineStatus status;
  private volatile long roundNanos; // when the round of the loop began
  private volatile @Nullable Throwable failure;
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * A runner that has not started.
   *
   * @param definition what to run
   * @param environment where
   */
  public PipelineRunner(PipelineDefinition definition, EngineEnvironment environment) {
    this.definition = definition;
    this.health = new HealthBoard(environment.health());
    this.environment =
        new EngineEnvironment(
            environment.gatewayId(),
            environment.epoch(),
            environment.folder(),
            environment.files(),
            environment.clock(),
            environment.earliestMicros(),
            environment.io(),
            environment.workers(),
            health,
            environment.tuning(),
            environment.steps());
    this.status = blank(State.STARTING, "");
    this.thread = new Thread(this::run, "weir-" + definition.name());
    this.signal = new Signal(thread);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** What it runs. */
  public PipelineDefinition definition() {
    return definition;
  }

  /** What it was doing at most a moment ago; if a batch does not end, where it is. */
  public PipelineStatus status() {
    PipelineStatus last = status;
    long nanos = environment.clock().monotonicNanos() - roundNanos;
    if (last.state() != State.RUNNING || nanos < LONG_BATCH_NANOS) {
      return last;
    }
    String place =
        UserCode.place(thread.getStackTrace())
            .map(at -> ", now " + at + ", in a bundle whose code must not block")
            .orElse("");
    return with(
        last,
        last.state(),
        "a batch has taken %d s so far%s; nothing is acknowledged meanwhile"
            .formatted(TimeUnit.NANOSECONDS.toSeconds(nanos), place));
  }

  /** Why the last attempt to open or run it failed; null if it did not. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** How many times it failed and was opened anew. */
  public int failures() {
    return failures.get();
  }

  /**
   * Waits until the store is open and replayed, or the first attempt failed.
   *
   * @param timeout the longest to wait
   * @return whether that is so
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean awaitOpen(Duration timeout) throws InterruptedException {
    return opened.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits until it has ended: stopped, or all its sources are exhausted and everything is
   * delivered.
   *
   * @param timeout the longest to wait
   * @return whether it has ended
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Stops with a last commit and a checkpoint. A batch that takes longer than 5 s from now is
   * fenced off: whatever comes of it is discarded, and the next start recovers from the last
   * commit.
   *
   * @param timeout the longest to wait once the batch is done
   * @return whether it has stopped; false when it was fenced off, and a later runner may start
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean stop(Duration timeout) throws InterruptedException {
    return end(Ending.CLEAN, timeout);
  }

  /**
   * Stops without a commit; the next start recovers from the last one.
   *
   * @param timeout the longest to wait
   * @return whether it has stopped
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean abandon(Duration timeout) throws InterruptedException {
    return end(Ending.ABANDON, timeout);
  }

  /**
   * Stops for ever: brokers are told to forget this pipeline's sessions. The caller deletes its
   * folder.
   *
   * @param timeout the longest to wait
   * @return whether it has stopped
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean dispose(Duration timeout) throws InterruptedException {
    return end(Ending.DISPOSE, timeout);
  }

  private boolean end(Ending how, Duration timeout) throws InterruptedException {
    ending.compareAndSet(null, how);
    if (thread.getState() == Thread.State.NEW) {
      ended.countDown();
    }
    signal.raise();
    Turn running = turn;
    boolean left = running == null || running.left().await(BATCH_SECONDS, TimeUnit.SECONDS);
    if (left && awaitEnd(timeout)) {
      return true;
    }
    if (running != null) {
      fence(running);
    }
    return false;
  }

  /** The thread does not come back: what it holds is taken away from it. */
  private void fence(Turn running) throws InterruptedException {
    running.engine().fence();
    for (SinkThread sink : running.sinkThreads()) {
      sink.finish();
    }
    thread.interrupt(); // Perhaps what hangs listens to that.
  }

  private void run() {
    long retryNanos = FIRST_RETRY_NANOS;
    try {
      while (true) {
        long began = environment.clock().monotonicNanos();
        try {
          runOnce();
          return;
        } catch (Exception | Error e) { // the thread must outlive what a bundle or the heap throws
          failure = e;
          failures.incrementAndGet();
          opened.countDown();
          String message =
              e.getMessage() == null || e instanceof Error ? e.toString() : e.getMessage();
          status = blank(State.FAILED, message);
          health.report(definition.name(), "pipeline", definition.name(), Health.DOWN, message);
        }
        boolean ranLong = environment.clock().monotonicNanos() - began > LAST_RETRY_NANOS;
        retryNanos = ranLong ? FIRST_RETRY_NANOS : Math.min(retryNanos * 2, LAST_RETRY_NANOS);
        if (ending.get() != null || !signal.sleepUnless(retryNanos, () -> ending.get() != null)) {
          return;
        }
      }
    } finally {
      if (status.state() != State.FINISHED && status.state() != State.FAILED) {
        status = with(status, State.STOPPED, status.message());
      }
      opened.countDown();
      ended.countDown();
    }
  }

  private void runOnce() throws Exception {
    List<SinkThread> sinkThreads = new ArrayList<>();
    PipelineEngine engine =
        PipelineEngine.open(
            definition, environment, signal::raise, sink -> () -> wake(sinkThreads, sink));
    for (SinkDriver sink : engine.sinks()) {
      sinkThreads.add(new SinkThread(definition.name(), sink));
    }
    Turn present = new Turn(engine, sinkThreads, new CountDownLatch(1));
    turn = present;
    boolean clean = false;
    try {
      failure = null;
      sinkThreads.forEach(SinkThread::start);
      roundNanos = environment.clock().monotonicNanos();
      publish(engine, State.RUNNING);
      opened.countDown();
      loop(engine, sinkThreads);
      clean = true;
    } finally {
      present.left().countDown();
      end(engine, sinkThreads, clean);
    }
  }

  private void loop(PipelineEngine engine, List<SinkThread> sinkThreads) throws Exception {
    long published = environment.clock().monotonicNanos();
    long commits = engine.commits();
    while (ending.get() == null) {
      int work = engine.doWork();
      if (engine.commits() != commits) {
        commits = engine.commits();
        sinkThreads.forEach(SinkThread::wake);
      }
      if (engine.finished()) {
        publish(engine, State.FINISHED);
        return;
      }
      long now = environment.clock().monotonicNanos();
      roundNanos = now;
      if (now - published >= STATUS_NANOS) {
        publish(engine, engine.core().tablesLoaded() ? State.RUNNING : State.WAITING);
        published = now;
      }
      if (work == 0) {
        signal.await(engine.waitNanos());
      } else if (work < BUSY) {
        signal.nap(engine.napNanos());
      }
    }
  }

  private void end(PipelineEngine engine, List<SinkThread> sinkThreads, boolean clean)
      throws Exception {
    for (SinkThread sink : sinkThreads) {
      sink.finish();
    }
    Ending how = ending.get();
    if (how == Ending.DISPOSE) {
      engine.dispose();
    } else if (!clean || how == Ending.ABANDON) {
      engine.abandon();
    } else {
      engine.close();
    }
    publish(engine, status.state());
  }

  private void publish(PipelineEngine engine, State state) {
    status = StatusReader.read(engine, state, health, environment.clock().epochMicros());
  }

  private static void wake(List<SinkThread> sinkThreads, int sink) {
    if (sink < sinkThreads.size()) {
      sinkThreads.get(sink).wake();
    }
  }

  private PipelineStatus blank(State state, String message) {
    return new PipelineStatus(
        definition.name(),
        definition.version(),
        state,
        message,
        environment.clock().epochMicros(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new PipelineStatus.JournalStatus(0, 0, 0, List.of()));
  }

  private static PipelineStatus with(PipelineStatus last, State state, String message) {
    return new PipelineStatus(
        last.pipeline(),
        last.version(),
        state,
        message,
        last.nowMicros(),
        last.sources(),
        last.tables(),
        last.queries(),
        last.sinks(),
        last.journal());
  }
}
