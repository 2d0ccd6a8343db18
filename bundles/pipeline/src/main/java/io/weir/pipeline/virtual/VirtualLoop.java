package io.weir.pipeline.virtual;

import io.weir.pipeline.Restarts;
import io.weir.pipeline.RunException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the records of files and the changes of tables to an engine in the order of their times.
 *
 * <p>Thread: one at a time.
 */
final class VirtualLoop {

  private final VirtualEngine engine;
  private final List<VirtualSource> sources;
  private final Tables tables;
  private final Deque<TableChange> changes;
  private final Restarts.Points restarts;
  private boolean begun;

  /**
   * A loop that has fed nothing.
   *
   * @param engine takes everything
   * @param sources one a source
   * @param tables puts changes in force
   * @param changes in order
   * @param restarts where to restart
   */
  VirtualLoop(
      VirtualEngine engine,
      List<VirtualSource> sources,
      Tables tables,
      List<TableChange> changes,
      Restarts restarts) {
    this.engine = engine;
    this.sources = sources;
    this.tables = tables;
    this.changes = new ArrayDeque<>(changes);
    this.restarts = restarts.points();
  }

  /** Runs to the end of all input. */
  void run(boolean drain) throws IOException, RunException {
    VirtualSource source;
    while ((source = earliest()) != null) {
      if (begun) {
        engine.restart(restarts.next());
      }
      begun = true;
      long moved = Math.max(engine.nowMicros(), source.greatestMicros());
      changeTables(moved);
      engine.advance(moved);
      source.give(engine);
    }
    changeTables(Long.MAX_VALUE);
    engine.finish(drain);
  }

  private @Nullable VirtualSource earliest() throws IOException {
    VirtualSource earliest = null;
    for (VirtualSource source : sources) {
      if (source.hasNext() && (earliest == null || source.headMicros() < earliest.headMicros())) {
        earliest = source;
      }
    }
    return earliest;
  }

  private void changeTables(long untilMicros) throws IOException, RunException {
    while (!changes.isEmpty() && changes.getFirst().atMicros() <= untilMicros) {
      TableChange change = changes.removeFirst();
      engine.advance(change.atMicros());
      tables.change(change);
    }
  }
}
