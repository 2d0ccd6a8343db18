package io.weir.engine.run;

import io.weir.api.connector.ConnectorContext.Health;
import io.weir.api.connector.TableException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Looks for new versions of one table on a thread that may block, checks them there, and holds the
 * newest for the pipeline. A version that cannot be read is refused whole and the last good one
 * stays.
 *
 * <p>Threads: {@link #lookIfDue} and {@link #take} by the pipeline; the looking on the executor.
 */
final class TableWatch {

  /** While there is no version at all, how often to look. */
  private static final long EAGER_NANOS = 500_000_000L;

  private final TableStage stage;
  private final EngineContext context;
  private final Executor io;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicReference<byte @Nullable []> found = new AtomicReference<>();
  private volatile String lastProblem = "";
  private volatile String refusal = "";
  private long nextLookNanos;

  TableWatch(TableStage stage, EngineContext context, Executor io) {
    this.stage = stage;
    this.context = context;
    this.io = io;
    this.nextLookNanos = context.clock().monotonicNanos();
  }

  void lookIfDue(long nowNanos) {
    if (nowNanos - nextLookNanos < 0 || !looking.compareAndSet(false, true)) {
      return;
    }
    long refresh = stage.definition().refreshMicros() * 1_000;
    nextLookNanos = nowNanos + (stage.version() == null ? Math.min(refresh, EAGER_NANOS) : refresh);
    io.execute(this::look);
  }

  /** A checked version that is not in force yet; null for none. */
  byte @Nullable [] take() {
    return found.getAndSet(null);
  }

  private void look() {
    try {
      Optional<byte[]> content = stage.table().look();
      if (content.isPresent()) {
        take(content.get());
      } else if (!lastProblem.equals(refusal)) {
        backAsItWas();
      }
    } catch (IOException | RuntimeException | Error e) { // also a table too large for the heap
      tell(e.getMessage() == null || e instanceof Error ? e.toString() : e.getMessage());
    } finally {
      looking.set(false);
    }
  }

  private void take(byte[] content) {
    try {
      stage.requireUsable(content);
      found.set(content);
      refusal = "";
      lastProblem = "";
      context.report(Health.UP, "new version read");
      context.signal();
    } catch (TableException e) {
      refusal = String.valueOf(e.getMessage());
      tell(refusal);
    }
  }

  /** The file can be read again and is the one that was read before, in force or refused. */
  private void backAsItWas() {
    if (refusal.isEmpty()) {
      lastProblem = "";
      context.report(Health.UP, "the version in force is there again");
    } else {
      tell(refusal);
    }
  }

  private void tell(String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      boolean serving = stage.version() != null;
      context.report(
          serving ? Health.DEGRADED : Health.DOWN,
          problem + (serving ? "; the last good version stays" : "; the pipeline waits for it"));
    }
  }
}
