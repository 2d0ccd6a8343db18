package io.weir.pipeline.virtual;

import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext.Health;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.output.Outbox;
import io.weir.engine.output.SinkDriver;
import io.weir.engine.output.Spool;
import io.weir.engine.run.Assembly;
import io.weir.engine.run.EngineContext;
import io.weir.engine.run.PipelineCore;
import io.weir.pipeline.BackPressure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Delivers what a core computes, through the outboxes and drivers of a gateway; only when a sink
 * has its turn comes from outside. Rows that wait outlive the core in spools in memory.
 *
 * <p>Thread: one at a time.
 */
final class VirtualSinks {

  private static final String KIND = "sink";

  /** Turns without work after which a sink is stuck: one that alternates has every second. */
  private static final int IDLE_TURNS = 2;

  private final List<RowTarget> targets;
  private final BackPressure pressure;
  private final Map<String, Spool> spools = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  private final List<Delivering> sinks = new ArrayList<>();

  /** A sink of the core that runs now. */
  private record Delivering(SinkDriver driver, Outbox outbox) {

    /**
     * Lets the sink take what it takes now.
     *
     * @return 0 if that is nothing
     */
    int turn() {
      int work = driver.doWork();
      confirm();
      return work;
    }

    /** Forgets what was delivered: there is no commit to wait for. */
    void confirm() {
      Confirmation confirmed = driver.confirmed();
      if (confirmed != null) {
        outbox.forgetThrough(confirmed.sequence());
      }
    }
  }

  /**
   * Sinks that are not open yet.
   *
   * @param targets of the sinks that have one; checked after each delivery
   * @param pressure of the sinks
   */
  VirtualSinks(List<RowTarget> targets, BackPressure pressure) {
    this.targets = targets;
    this.pressure = pressure;
  }

  /** Where the rows of a sink wait; the same one after each restart. */
  Spool spool(String sink) {
    return spools.computeIfAbsent(sink, name -> new MemorySpool());
  }

  /**
   * Hears what parts of the pipeline report: keeps why a sink is down. Nothing else connects in
   * virtual time, and errors of files are told by the files.
   */
  void report(String pipeline, String kind, String name, Health state, String message) {
    if (kind.equals(KIND) && state == Health.DOWN) {
      failures.put(name, message);
    }
  }

  /**
   * Opens the sinks of a core.
   *
   * @param assembly opens them; its reporter is {@link #report}
   * @param core what they belong to
   */
  void open(Assembly assembly, PipelineCore core) {
    for (int i = 0; i < core.sinks().size(); i++) {
      SinkDefinition sink = core.definition().sinks().get(i);
      EngineContext context = assembly.context(KIND, sink.name(), sink.config(), () -> {});
      Outbox outbox = core.sinks().get(i).outbox();
      SinkDriver driver =
          new SinkDriver(context, () -> assembly.openSink(sink, context), outbox, null);
      driver.recorded();
      Delivering opened = new Delivering(driver, outbox);
      opened.turn(); // Opens it, so that a file without rows has its header.
      sinks.add(opened);
    }
  }

  /** Delivers what was computed: everything, or under back-pressure what one turn takes. */
  void deliver() throws IOException {
    for (Delivering sink : sinks) {
      sink.outbox().publish();
      boolean again = true;
      while (again && sink.outbox().pendingRows() > 0) {
        again = sink.turn() > 0 && pressure == BackPressure.NONE;
      }
    }
    check();
  }

  /**
   * Delivers everything, however often a sink refuses.
   *
   * @throws IOException if a sink is down or takes nothing any more
   */
  void drain() throws IOException {
    deliver();
    for (Delivering sink : sinks) {
      int idle = 0;
      while (sink.outbox().pendingRows() > 0) {
        idle = sink.turn() > 0 ? 0 : idle + 1;
        if (idle == IDLE_TURNS) {
          throw stuck(sink);
        }
      }
    }
    check();
  }

  /** Closes the sinks; what they took until then is not offered to the next ones. */
  void close() {
    for (Delivering sink : sinks) {
      sink.driver().close();
      sink.confirm();
    }
    sinks.clear();
  }

  private IOException stuck(Delivering sink) {
    String name = sink.driver().name();
    return new IOException(
        "sink %s: found %d rows that wait and none taken in %d turns, expected one: %s"
            .formatted(
                name,
                sink.outbox().pendingRows(),
                IDLE_TURNS,
                failures.getOrDefault(name, "it refuses them")));
  }

  private void check() throws IOException {
    for (RowTarget target : targets) {
      target.check();
    }
  }
}
