package io.weir.engine.query;

import io.weir.api.Clock;
import io.weir.api.Fate;
import io.weir.api.config.Config;
import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.connector.Source;
import io.weir.api.connector.SourceType;
import io.weir.api.connector.Table;
import io.weir.api.connector.TableType;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.Encoder;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.definition.TableDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.MemorySpool;
import io.weir.engine.output.Outbox;
import io.weir.engine.output.SinkStage;
import io.weir.engine.run.Assembly;
import io.weir.engine.run.CoreCheckpoints;
import io.weir.engine.run.PipelineCore;
import io.weir.engine.run.QueryNode;
import io.weir.engine.workers.Workers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Leads a case through the real core of a pipeline, on a number of threads: blocks cut at random,
 * now and then a checkpoint and another core. Records are numbers of values that are there already.
 */
final class PipelineRun {

  /** When every record was received. */
  static final long RECEIVED = 7;

  private static final SinkDefinition.FeedKind[] FEEDS = {
    SinkDefinition.FeedKind.RESULT,
    SinkDefinition.FeedKind.LATE,
    SinkDefinition.FeedKind.QUERY_QUARANTINE
  };

  private final PipelineCase test;
  private final Random random;
  private final boolean cuts;
  private final CoreCheckpoints checkpoints;
  private final Workers workers;
  private final PipelineDefinition definition;
  private final List<Object[]> records = new ArrayList<>();
  private final List<PipelineCase.Refresh> versions = new ArrayList<>();
  private final Map<String, List<String>> rows = new TreeMap<>();
  private PipelineCore core;

  /**
   * A run.
   *
   * @param cuts whether blocks are cut and the core is restarted
   * @param folder for checkpoints
   */
  PipelineRun(PipelineCase test, long seed, boolean cuts, Workers workers, Path folder)
      throws Exception {
    this.test = test;
    this.random = new Random(seed);
    this.cuts = cuts;
    this.checkpoints = CoreCheckpoints.open(folder);
    this.workers = workers;
    this.definition = definition();
    this.core = core();
  }

  /** All that is seen from outside. */
  String run() throws Exception {
    for (PipelineCase.Step step : test.steps()) {
      if (step instanceof PipelineCase.Block block) {
        take(definition.sources().get(0).name().equals(block.source()) ? 0 : 1, block.records());
      } else if (step instanceof PipelineCase.Refresh refresh) {
        versions.add(refresh);
        core.table(0, ByteBuffer.allocate(4).putInt(versions.size() - 1).array());
      } else if (step instanceof PipelineCase.Tick tick) {
        BitSet due = new BitSet();
        for (int q = 0; q < test.queries().size(); q++) {
          due.set(q, tick.due().contains(test.queries().get(q).name()));
        }
        core.tick(tick.now(), due);
      }
      restart();
    }
    core.finish();
    long rejected = core.sources().stream().mapToLong(s -> s.fates(Fate.REJECTED)).sum();
    PipelineOutcome outcome = new PipelineOutcome(rejected);
    for (QueryNode query : core.queries()) {
      Outcome seen = new Outcome();
      seen.late.addAll(seen(query.name(), SinkDefinition.FeedKind.LATE));
      seen.quarantined.addAll(seen(query.name(), SinkDefinition.FeedKind.QUERY_QUARANTINE));
      for (Fate fate : Fate.values()) {
        seen.fate(fate, query.fates(fate));
      }
      seen.partlyLate = query.partlyLate();
      for (long i = 0; i < query.resultsQuarantined(); i++) {
        seen.failedResults.add("a result");
      }
      outcome.add(query.name(), seen(query.name(), SinkDefinition.FeedKind.RESULT), seen);
    }
    return outcome.text();
  }

  private List<String> seen(String query, SinkDefinition.FeedKind kind) {
    return rows.getOrDefault(query + kind, List.of());
  }

  private void take(int source, List<Object[]> values) throws Exception {
    int from = 0;
    while (from < values.size()) {
      int rest = values.size() - from;
      int count = cuts && random.nextInt(4) == 0 ? 1 + random.nextInt(rest) : rest;
      RecordBlock block = new RecordBlock(core.sources().get(source).topics());
      for (Object[] record : values.subList(from, from + count)) {
        byte[] number = ByteBuffer.allocate(4).putInt(records.size()).array();
        records.add(record);
        block.add(number, 0, number.length, null, RECEIVED);
      }
      core.records(source, false, block);
      from += count;
      restart();
    }
  }

  private void restart() throws Exception {
    if (!cuts || random.nextInt(5) != 0) {
      return;
    }
    for (SinkStage sink : core.sinks()) {
      Outbox outbox = sink.outbox();
      outbox.publish();
      outbox.forgetThrough(outbox.nextSequence() - 1);
    }
    checkpoints.save(core);
    core = core();
    checkpoints.restore(core);
  }

  private PipelineCore core() throws Exception {
    return new Assembly(
            definition,
            "edge",
            1,
            Clock.system(),
            (pipeline, kind, name, state, message) -> {},
            Long.MAX_VALUE,
            workers)
        .core(name -> new MemorySpool());
  }

  private PipelineDefinition definition() {
    Types types = new Types();
    List<InputField> fields = new ArrayList<>();
    for (Field field : test.columns().fields()) {
      fields.add(
          new InputField(
              field, List.of(field.name()), TimeUnit.MICROSECONDS, ZoneOffset.UTC, -1, false));
    }
    List<SourceDefinition> sources = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      SourceDefinition.Watermark watermark =
          new SourceDefinition.Watermark(test.delays().get(name), -1, -1);
      sources.add(
          new SourceDefinition(
              name, types, NO_OPTIONS, types, fields, Shape.TS, watermark, -1, -1, null));
    }
    List<QueryDefinition> queries = new ArrayList<>();
    List<SinkDefinition> sinks = new ArrayList<>();
    for (QuerySpec spec : test.queries()) {
      queries.add(
          new QueryDefinition(spec, new QueryDefinition.Trigger(0, false), StepCases.FUNCTIONS));
      for (SinkDefinition.FeedKind kind : FEEDS) {
        boolean result = kind == SinkDefinition.FeedKind.RESULT;
        int columns = result ? Integer.MAX_VALUE : test.columns().size();
        List<String> target = rows.computeIfAbsent(spec.name() + kind, n -> new ArrayList<>());
        sinks.add(
            new SinkDefinition(
                spec.name() + "-" + kind,
                new Listing(target, columns),
                NO_OPTIONS,
                types,
                new SinkDefinition.Feed(kind, spec.name()),
                false,
                new SinkDefinition.Buffer(1 << 30, Long.MAX_VALUE, SinkDefinition.WhenFull.BLOCK)));
      }
    }
    TableDefinition table =
        new TableDefinition("t", types, NO_OPTIONS, test.table(), List.of(), -1, Long.MAX_VALUE);
    return new PipelineDefinition(
        "test", "1", "fingerprint", 0, sources, List.of(table), queries, sinks);
  }

  /** A source that is never opened, a table and a format that know their values by number. */
  private final class Types implements SourceType, TableType, FormatType {
    @Override
    public String name() {
      return "values";
    }

    @Override
    public List<Option<?>> options() {
      return List.of();
    }

    @Override
    public Source open(ConnectorContext context) {
      throw new IllegalStateException("nothing is received");
    }

    @Override
    public Decoder decoder(Config config, List<InputField> fields) {
      return (block, decoded) -> {
        for (int i = 0; i < block.size(); i++) {
          int number = ByteBuffer.wrap(block.bytes(), block.offset(i), 4).getInt();
          Object[] values = records.get(number);
          int row = decoded.row(i);
          if (values == null) {
            decoded.reject(row, "broken");
          }
          for (int c = 0; c < fields.size(); c++) {
            decoded.column(c).append(values == null ? null : values[c]);
          }
        }
      };
    }

    @Override
    public Encoder encoder(Config config, Schema schema) {
      return (batch, row, id, target) -> {};
    }

    @Override
    public Table open(ConnectorContext context, Schema schema) {
      return new Table() {
        @Override
        public Optional<byte[]> look() {
          return Optional.empty();
        }

        @Override
        public Batch read(byte[] content) {
          List<Object[]> version = versions.get(ByteBuffer.wrap(content).getInt()).rows();
          List<Column> columns = new ArrayList<>();
          for (int c = 0; c < schema.size(); c++) {
            ColumnBuilder builder = ColumnBuilder.of(schema.field(c).type());
            for (Object[] row : version) {
              builder.append(row[c]);
            }
            columns.add(builder.build());
          }
          return new Batch(schema, columns, version.size());
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Writes the first columns of every row down as it is encoded. */
  private record Listing(List<String> rows, int columns) implements SinkType, Sink {
    @Override
    public String name() {
      return "listing";
    }

    @Override
    public List<Option<?>> options() {
      return List.of();
    }

    @Override
    public Sink open(ConnectorContext context, Schema schema, Encoder encoder) {
      return this;
    }

    @Override
    public void encode(Batch batch, int row, String id, ByteSink target) {
      rows.add(
          NaiveQuery.text(
              batch.columns().stream().limit(columns).map(column -> column.value(row)).toArray()));
    }

    @Override
    public void start(ByteBuffer position) {}

    @Override
    public boolean deliver(Delivery delivery) {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public Confirmation confirmed() {
      return null;
    }

    @Override
    public void close() {}
  }

  private static final Config NO_OPTIONS =
      new Config() {
        @Override
        public <T> T get(Option<T> option) {
          throw new IllegalStateException(option.name());
        }

        @Override
        public <T> Optional<T> find(Option<T> option) {
          return Optional.empty();
        }

        @Override
        public ConfigException error(Option<?> option, String problem) {
          return new ConfigException(problem);
        }

        @Override
        public ConfigException error(String problem) {
          return new ConfigException(problem);
        }
      };
}
