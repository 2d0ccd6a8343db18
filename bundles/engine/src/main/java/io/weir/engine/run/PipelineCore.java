package io.weir.engine.run;

import io.weir.api.Fate;
import io.weir.api.config.ConfigException;
import io.weir.api.data.Batch;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.RejectedRecords;
import io.weir.engine.output.SinkStage;
import io.weir.engine.query.PlanException;
import io.weir.engine.query.QueryCompiler;
import io.weir.engine.query.RunningQuery;
import io.weir.engine.query.TableVersion;
import io.weir.engine.source.SourceStage;
import io.weir.engine.workers.Workers;
import io.weir.operators.RowBatch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline computes: a deterministic function of the entries of its journal. The live loop,
 * the replay and {@code weir run} all drive this same object.
 *
 * <p>It reads no clock, does no I/O but through the outboxes, and waits for every worker that it
 * gives something to do. Results do not depend on how many there are.
 *
 * <p>Thread: the pipeline's.
 */
public final class PipelineCore {

  /** Fewer rows, over all queries, are through before another thread has begun. */
  private static final int LEAST_SHARED_ROWS = 2_048;

  private final PipelineDefinition definition;
  private final List<SourceStage> sources = new ArrayList<>();
  private final List<RejectedRecords> rejected = new ArrayList<>();
  private final List<List<SinkStage>> rejectSinks = new ArrayList<>();
  private final List<String> lastRejections = new ArrayList<>();
  private final List<List<QueryNode.Input>> sourceReaders = new ArrayList<>();
  private final List<QueryNode> queries = new ArrayList<>();
  private final Map<String, QueryNode> queriesByName = new HashMap<>();
  private final List<TableStage> tables;
  private final List<SinkStage> sinks;
  private final IdleWatch idle;
  private final Workers workers;
  private long nowMicros = RowBatch.NO_WATERMARK;

  /**
   * A core with nothing in it.
   *
   * @param definition of the pipeline
   * @param tables one a table of the definition
   * @param sinks one a sink of the definition
   * @param workers share what can be computed at once
   * @throws ConfigException if a format cannot read its columns
   * @throws PlanException if a query cannot be run
   */
  PipelineCore(
      PipelineDefinition definition,
      List<TableStage> tables,
      List<SinkStage> sinks,
      Workers workers)
      throws ConfigException, PlanException {
    this.definition = definition;
    this.tables = List.copyOf(tables);
    this.sinks = List.copyOf(sinks);
    this.workers = workers;
    for (SourceDefinition source : definition.sources()) {
      sources.add(new SourceStage(source));
      rejected.add(new RejectedRecords(source));
      lastRejections.add("");
      rejectSinks.add(sinksOf(SinkDefinition.FeedKind.SOURCE_QUARANTINE, source.name()));
      sourceReaders.add(new ArrayList<>());
    }
    for (QueryDefinition query : definition.queries()) {
      connect(
          new QueryNode(query, QueryCompiler.compile(query.spec(), query.functions(), workers)));
    }
    this.idle = new IdleWatch(definition, sources, queries);
  }

  private void connect(QueryNode node) {
    queries.add(node);
    queriesByName.put(node.name(), node);
    List<String> inputs = node.query().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      QueryNode.Input input = new QueryNode.Input(node, i);
      int source = sourceIndex(inputs.get(i));
      if (source >= 0) {
        sourceReaders.get(source).add(input);
      } else {
        queryNamed(inputs.get(i)).readers().add(input);
      }
    }
    node.results().addAll(sinksOf(SinkDefinition.FeedKind.RESULT, node.name()));
    node.late().addAll(sinksOf(SinkDefinition.FeedKind.LATE, node.name()));
    node.quarantine().addAll(sinksOf(SinkDefinition.FeedKind.QUERY_QUARANTINE, node.name()));
  }

  /** The definition that this core runs. */
  public PipelineDefinition definition() {
    return definition;
  }

  /** The stages of the sources, in the order of the definition. */
  public List<SourceStage> sources() {
    return sources;
  }

  /** The queries, in the order of the definition. */
  public List<QueryNode> queries() {
    return queries;
  }

  /** The tables, in the order of the definition. */
  public List<TableStage> tables() {
    return tables;
  }

  /** The sinks, in the order of the definition. */
  public List<SinkStage> sinks() {
    return sinks;
  }

  /** The time of the last tick; {@link RowBatch#NO_WATERMARK} before the first. */
  public long nowMicros() {
    return nowMicros;
  }

  void restoreNow(long micros) {
    nowMicros = micros;
  }

  /** Whether every table has a version. */
  public boolean tablesLoaded() {
    return tables.stream().allMatch(table -> table.version() != null);
  }

  /**
   * Takes records of a source.
   *
   * @param source its position
   * @param clockTrusted whether {@code max-ahead} may judge
   * @param block the records; read until the call returns
   */
  public void records(int source, boolean clockTrusted, RecordBlock block) {
    RejectedRecords rejects = rejected.get(source);
    boolean routed = !rejectSinks.get(source).isEmpty();
    sources
        .get(source)
        .process(
            block,
            clockTrusted,
            workers,
            (from, record, columns, row, reason) -> {
              lastRejections.set(source, reason);
              if (routed) {
                rejects.add(from, record, columns, row, reason);
              }
            },
            rows -> feed(sourceReaders.get(source), rows));
    Batch refused = rejects.take();
    if (refused != null) {
      for (SinkStage sink : rejectSinks.get(source)) {
        sink.accept(refused, false, nowMicros);
      }
      rejects.clear();
    }
  }

  /** Hands rows to queries, several at a time where that is worth it. */
  private void feed(List<QueryNode.Input> readers, RowBatch rows) {
    if (readers.size() == 1 || (long) rows.size() * readers.size() < LEAST_SHARED_ROWS) {
      readers.forEach(reader -> reader.accept(rows));
      return;
    }
    readers.forEach(reader -> reader.node().hold());
    try {
      workers.run(readers.size(), i -> readers.get(i).accept(rows));
    } finally {
      readers.forEach(reader -> reader.node().release());
    }
  }

  /**
   * Time passed, and some queries yield what is due.
   *
   * @param now epoch microseconds
   * @param due one bit a query
   */
  public void tick(long now, BitSet due) {
    nowMicros = Math.max(nowMicros, now);
    sources.forEach(source -> source.tick(nowMicros));
    idle.apply(nowMicros);
    for (int i = due.nextSetBit(0); i >= 0; i = due.nextSetBit(i + 1)) {
      queries.get(i).trigger(nowMicros);
    }
  }

  /**
   * The pipeline begins to receive again after a stop.
   *
   * @param now epoch microseconds
   */
  public void resumed(long now) {
    sources.forEach(source -> source.resumed(now));
  }

  /**
   * Whether a tick at a time would find a source gone silent that no tick has found yet.
   *
   * @param now epoch microseconds
   */
  public boolean idleDue(long now) {
    return idle.due(now);
  }

  /** The input has ended: every window closes and every query yields what is left. */
  public void finish() {
    for (List<QueryNode.Input> readers : sourceReaders) {
      readers.forEach(reader -> reader.node().advance(reader.index(), RowBatch.END_OF_TIME));
    }
    queries.forEach(query -> query.trigger(nowMicros));
  }

  /**
   * Puts a version of a table in force.
   *
   * @param table its position
   * @param content a checked version
   */
  public void table(int table, byte[] content) {
    TableStage stage = tables.get(table);
    TableVersion before = stage.version();
    TableVersion version = stage.put(content, before == null ? 1 : before.number() + 1);
    announce(stage, version);
  }

  /** Why a record of a source was quarantined last; empty for none since the start. */
  String lastRejection(int source) {
    return lastRejections.get(source);
  }

  /** Tells every query that joins it of a table's version. */
  void announce(TableStage stage, TableVersion version) {
    for (QueryNode node : queries) {
      RunningQuery query = node.query();
      int index = query.tables().indexOf(stage.definition().name());
      if (index >= 0) {
        query.table(index, version);
      }
    }
  }

  /**
   * Counts records that a receiver did not hand over.
   *
   * @param source its position
   * @param fate duplicate or overflow
   * @param records how many
   */
  public void count(int source, Fate fate, long records) {
    sources.get(source).count(fate, records);
  }

  @Nullable QueryNode query(String name) {
    return queriesByName.get(name);
  }

  private QueryNode queryNamed(String name) {
    QueryNode node = queriesByName.get(name);
    if (node == null) {
      throw new IllegalStateException(
          "query " + name + " is read before it is defined: expected the definition in order");
    }
    return node;
  }

  private int sourceIndex(String name) {
    for (int i = 0; i < definition.sources().size(); i++) {
      if (definition.sources().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private List<SinkStage> sinksOf(SinkDefinition.FeedKind kind, String name) {
    List<SinkStage> fed = new ArrayList<>();
    SinkDefinition.Feed feed = new SinkDefinition.Feed(kind, name);
    for (int i = 0; i < sinks.size(); i++) {
      if (definition.sinks().get(i).from().equals(feed)) {
        fed.add(sinks.get(i));
      }
    }
    return fed;
  }
}
