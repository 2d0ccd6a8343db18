package io.weir.pipeline.virtual;

import io.weir.api.connector.TableException;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.journal.TopicTable;
import io.weir.pipeline.BackPressure;
import io.weir.pipeline.Restarts;
import io.weir.pipeline.RunException;
import io.weir.pipeline.RunSummary;
import io.weir.pipeline.config.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline in virtual time that is moved on from outside, record by record.
 *
 * <p>Thread: one at a time.
 */
public final class Stepper implements AutoCloseable {

  private static final long MICROS_A_RECORD = 1_000;

  private final PipelineDefinition declared;
  private final List<RowList> targets = new ArrayList<>();
  private final List<RunSummary.Quarantined> quarantined = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final VirtualEngine engine;
  private final Restarts.Points restarts;
  private long nextMicros;
  private boolean begun;

  /** A source: what tells the time of its records, and the place for one. */
  private record Feed(SourceDefinition source, Heads heads, RecordBlock block) {
    boolean hasEventTime() {
      return source.eventTimeColumn() >= 0;
    }
  }

  /**
   * A pipeline whose tables have their first versions.
   *
   * @param definition of the pipeline
   * @param tables the first versions of tables that do not look for theirs, by name
   * @param startMicros when records without event time begin
   * @param restarts where to restart between records
   * @param pressure of the sinks
   * @throws RunException if it cannot begin
   */
  public Stepper(
      PipelineDefinition definition,
      Map<String, Path> tables,
      long startMicros,
      Restarts restarts,
      BackPressure pressure)
      throws RunException {
    this.declared = definition;
    definition.sinks().forEach(sink -> targets.add(new RowList()));
    for (SourceDefinition source : definition.sources()) {
      feeds.add(new Feed(source, new Heads(source), new RecordBlock(new TopicTable())));
    }
    this.engine =
        new VirtualEngine(
            VirtualDefinition.of(definition, targets, pressure, quarantined),
            List.copyOf(targets),
            pressure,
            new VirtualClock(startMicros),
            true);
    this.restarts = restarts.points();
    this.nextMicros = startMicros;
    new Tables(engine).load(tables);
  }

  /**
   * Takes a record; the time moves to its event time if that is later.
   *
   * @param source its source
   * @param record in the source's format, as a message
   * @param topic null for none
   */
  public void record(String source, byte[] record, @Nullable String topic)
      throws IOException, RunException {
    int index = indexOf("source", source, feeds.stream().map(f -> f.source().name()).toList());
    if (begun) {
      engine.restart(restarts.next());
    }
    begun = true;
    Feed feed = feeds.get(index);
    feed.block().clear();
    feed.block().add(record, 0, record.length, null, 0);
    feed.heads().read(feed.block());
    if (feed.hasEventTime()) {
      engine.advance(feed.heads().greatestMicros(0));
    } else {
      engine.advance(nextMicros);
      nextMicros += MICROS_A_RECORD;
    }
    String levels = topic != null ? topic : feed.heads().topic(0);
    engine.record(index, feed.block(), 0, levels, Heads.UNKNOWN);
  }

  /** The time moves on, never back: triggers fire on the way. */
  public void advance(long micros) throws IOException {
    engine.advance(micros);
    nextMicros = Math.max(nextMicros, micros);
  }

  /** Puts a version of a table in force. */
  public void table(String table, byte[] content) throws RunException {
    List<String> names = declared.tables().stream().map(TableDefinition::name).toList();
    try {
      engine.table(indexOf("table", table, names), content);
    } catch (TableException e) {
      throw new RunException("table %s: %s".formatted(table, e.getMessage()));
    }
  }

  /** Saves everything, stops, and starts from what was saved. */
  public void restart() throws IOException, RunException {
    engine.restart();
  }

  /** Stops, starts from what was saved last, and is told again what came since. */
  public void crash() throws IOException, RunException {
    engine.crash();
  }

  /** The input has ended: every window closes. */
  public void finish() throws IOException {
    engine.finish(true);
  }

  /** The rows that a sink has been given so far; a view. */
  public RowList rows(String sink) throws IOException, RunException {
    engine.compute();
    List<String> names = declared.sinks().stream().map(SinkDefinition::name).toList();
    return targets.get(indexOf("sink", sink, names));
  }

  /** What became of every record so far. */
  public RunSummary summary() throws IOException {
    engine.compute();
    return Summaries.of(declared, engine.core(), targets, quarantined);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }

  private static int indexOf(String kind, String name, List<String> known) throws RunException {
    int index = known.indexOf(name);
    if (index < 0) {
      throw new RunException(
          "the pipeline has no %s '%s': %s".formatted(kind, name, Nearest.expected(name, known)));
    }
    return index;
  }
}
