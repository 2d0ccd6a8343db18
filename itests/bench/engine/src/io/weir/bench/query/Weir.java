package io.weir.bench.query;

import io.weir.api.Clock;
import io.weir.api.Fate;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.Spool;
import io.weir.engine.plan.Plan;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QuerySpec;
import io.weir.engine.run.Assembly;
import io.weir.engine.run.PipelineCore;
import io.weir.engine.workers.Workers;
import io.weir.formats.json.JsonFormat;
import io.weir.operators.function.Functions;
import io.weir.sql.SqlCatalog;
import io.weir.sql.SqlCompiler;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A pipeline of the real engine: its plan from SQL, its table, source and queries in a {@link
 * PipelineCore}, which is what the gateway runs between journal and outbox.
 */
final class Weir {

  private static final long MICROS_PER_MS = 1_000;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final Schema TABLE =
      Schema.of(
          Field.of("device", DataType.STRING),
          Field.of("priority", DataType.INT),
          Field.of("site", DataType.STRING));

  /** Makes the plan of a query. */
  interface Query {
    Plan plan(Schema readings, SqlCatalog catalog, Functions functions) throws Exception;

    static Query of(String sql) {
      return (readings, catalog, functions) -> SqlCompiler.compile(sql, catalog, functions);
    }
  }

  private final PipelineCore core;
  private final List<RecordBlock> blocks; // by source
  private final BitSet due = new BitSet();

  private Weir(PipelineCore core) {
    this.core = core;
    this.blocks =
        core.sources().stream().map(source -> new RecordBlock(source.topics())).toList();
    due.set(0, core.queries().size());
  }

  /** Puts a pipeline of the source {@code readings} together. */
  static Weir of(
      FormatType format,
      Map<String, Priority> table,
      List<Query> queries,
      Outcome outcome,
      long maxStateBytes,
      Workers workers)
      throws Exception {
    return of(List.of("readings"), format, table, queries, outcome, maxStateBytes, workers);
  }

  /**
   * Puts a pipeline together.
   *
   * @param names of the sources, all of one schema
   * @param format of the records
   * @param table the static table
   * @param queries the first one feeds the outcome
   * @param outcome receives the rows of the first query
   * @param maxStateBytes the budget of each query
   * @param workers the threads
   */
  static Weir of(
      List<String> names,
      FormatType format,
      Map<String, Priority> table,
      List<Query> queries,
      Outcome outcome,
      long maxStateBytes,
      Workers workers)
      throws Exception {
    List<SourceDefinition> sources = names.stream().map(name -> source(name, format)).toList();
    Schema readings = sources.get(0).schema();
    List<SqlCatalog.Relation> relations = new ArrayList<>();
    names.forEach(name -> relations.add(new SqlCatalog.Source(name, readings, "ts")));
    relations.add(new SqlCatalog.Table("priorities", TABLE));
    SqlCatalog catalog = SqlCatalog.of(relations);
    Functions functions = Functions.builtin();
    List<QueryDefinition> definitions = new ArrayList<>();
    for (Query query : queries) {
      Plan plan = query.plan(readings, catalog, functions);
      definitions.add(
          new QueryDefinition(
              new QuerySpec(
                  "q" + definitions.size(), plan, OutputMode.APPEND, false, maxStateBytes),
              new QueryDefinition.Trigger(0, false),
              functions));
    }
    SinkDefinition sink =
        new SinkDefinition(
            "outcome",
            new Endpoints.OutcomeSink(outcome),
            NoConfig.NONE,
            new JsonFormat(),
            new SinkDefinition.Feed(SinkDefinition.FeedKind.RESULT, "q0"),
            false,
            new SinkDefinition.Buffer(
                Long.MAX_VALUE, Long.MAX_VALUE, SinkDefinition.WhenFull.BLOCK));
    PipelineDefinition definition =
        new PipelineDefinition(
            "bench",
            "",
            "",
            0,
            sources,
            List.of(
                new TableDefinition(
                    "priorities",
                    new Endpoints.MapTable(table),
                    NoConfig.NONE,
                    TABLE,
                    List.of(0),
                    -1,
                    HOUR_MICROS)),
            definitions,
            List.of(sink));
    Assembly assembly =
        new Assembly(
            definition,
            "bench",
            1,
            Clock.system(),
            (pipeline, kind, name, health, message) -> {},
            Long.MAX_VALUE,
            workers);
    PipelineCore core = assembly.core(name -> new MemoryOnly());
    core.table(0, new byte[0]);
    return new Weir(core);
  }

  private static SourceDefinition source(String name, FormatType format) {
    return new SourceDefinition(
        name,
        new Endpoints.Driven(),
        NoConfig.NONE,
        format,
        List.of(
            input("device", DataType.STRING),
            input("ts", DataType.TIMESTAMP),
            input("temp", DataType.DOUBLE)),
        1,
        new SourceDefinition.Watermark(Window.LAG_MS * MICROS_PER_MS, -1, -1),
        HOUR_MICROS,
        -1,
        null);
  }

  private static InputField input(String name, DataType type) {
    return new InputField(
        Field.of(name, type), List.of(name), TimeUnit.MILLISECONDS, ZoneOffset.UTC, -1, false);
  }

  PipelineCore core() {
    return core;
  }

  /** Hands a batch of objects over; {@code format} is that of the source. */
  void accept(ObjectFormat format, Reading[] objects) {
    accept(0, format, objects);
  }

  /** Hands a batch of objects over to a source. */
  void accept(int source, ObjectFormat format, Reading[] objects) {
    format.next(objects);
    RecordBlock block = blocks.get(source);
    block.clear();
    long received = objects[objects.length - 1].ts() * MICROS_PER_MS;
    block.addEmpty(objects.length, received);
    take(source, received);
  }

  /** Hands a batch of payloads over. */
  void accept(byte[][] payloads, long receivedMs) {
    RecordBlock block = blocks.get(0);
    block.clear();
    for (byte[] payload : payloads) {
      block.add(payload, 0, payload.length, null, receivedMs * MICROS_PER_MS);
    }
    take(0, receivedMs * MICROS_PER_MS);
  }

  private void take(int source, long received) {
    core.records(source, true, blocks.get(source));
    core.tick(received, due);
  }

  /** Closes every window; every record must have been accepted and none have been late. */
  void finish(long records) {
    core.finish();
    long accepted =
        core.sources().stream().mapToLong(source -> source.fates(Fate.ACCEPTED)).sum();
    long late = core.queries().get(0).fates(Fate.LATE);
    if (accepted != records || late != 0) {
      throw new IllegalStateException(
          "%d of %d records accepted, %d late".formatted(accepted, records, late));
    }
  }

  /** For rows that stay in memory. */
  private static final class MemoryOnly implements Spool {
    @Override
    public long append(ByteBuffer chunk) {
      throw new IllegalStateException("rows stay in memory");
    }

    @Override
    public byte[] read(long position) {
      throw new IllegalStateException("rows stay in memory");
    }

    @Override
    public void force() {}

    @Override
    public long end() {
      return 0;
    }

    @Override
    public void cutAfter(long position) {}

    @Override
    public void freeBefore(long position) {}

    @Override
    public long bytesOnDisk() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
