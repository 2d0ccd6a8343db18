package io.weir.engine.run;

import static io.weir.engine.run.EngineRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.Clock;
import io.weir.api.Fate;
import io.weir.api.config.Option;
import io.weir.api.connector.ByteSink;
import io.weir.api.connector.Confirmation;
import io.weir.api.connector.ConnectorContext;
import io.weir.api.connector.Delivery;
import io.weir.api.connector.Sink;
import io.weir.api.connector.SinkType;
import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import io.weir.engine.definition.PipelineDefinition;
import io.weir.engine.definition.QueryDefinition;
import io.weir.engine.definition.SinkDefinition;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import io.weir.engine.output.MemorySpool;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.engine.query.OutputMode;
import io.weir.engine.query.QuerySpec;
import io.weir.engine.workers.Workers;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows, side rows and fates are the same whatever the number of threads. */
class ThreadsTest {

  private static final Functions FUNCTIONS = Functions.builtin();

  private final Map<String, List<String>> rows = new TreeMap<>();

  @Test
  void shouldGiveTheSameRowsOnAnyNumberOfThreads() throws Exception {
    long seed = Long.getLong("weir.seed", 20261121);
    List<List<String>> blocks = blocks(new Random(seed));
    Map<String, List<String>> expected = run(blocks, 1);
    assertThat(expected.get("all-quarantine")).hasSizeGreaterThan(50);
    assertThat(expected.get("q0-late")).hasSizeGreaterThan(50);
    assertThat(expected.get("share-quarantine")).hasSizeGreaterThan(50);
    assertThat(expected.get("sessions-quarantine")).hasSizeGreaterThan(50);
    assertThat(expected.get("firsts-late")).hasSizeGreaterThan(50);
    for (String query : List.of("q0", "objects", "sessions", "firsts")) {
      assertThat(expected.get(query)).hasSizeGreaterThan(500);
    }
    for (int threads = 2; threads <= 5; threads++) {
      Map<String, List<String>> found = run(blocks, threads);
      for (String sink : expected.keySet()) {
        assertThat(found.get(sink))
            .as("seed %d, %d threads, %s", seed, threads, sink)
            .isEqualTo(expected.get(sink));
      }
    }
  }

  private static List<List<String>> blocks(Random random) {
    List<List<String>> blocks = new ArrayList<>();
    long now = 1_000 * SECOND;
    for (int b = 0; b < 30; b++) {
      List<String> block = new ArrayList<>();
      for (int i = random.nextInt(6_000); i > 0; i--) {
        now += random.nextInt(2_000);
        long time = now - random.nextInt(random.nextInt(20) == 0 ? 40_000_000 : 1_500_000);
        String device = (random.nextInt(3) == 0 ? "Gerät-" : "d-") + random.nextInt(300 + 10 * b);
        String temp = Double.toString(random.nextInt(random.nextInt(50) == 0 ? 1 : 640) / 64.0);
        boolean broken = random.nextInt(500) == 0;
        block.add(broken ? device : device + "," + i + "," + time + "," + temp);
      }
      blocks.add(block);
    }
    return blocks;
  }

  private Map<String, List<String>> run(List<List<String>> blocks, int threads) throws Exception {
    rows.clear();
    try (Workers workers = Workers.of(threads)) {
      PipelineCore core =
          new Assembly(
                  definition(),
                  "edge",
                  1,
                  Clock.system(),
                  (pipeline, kind, name, state, message) -> {},
                  Long.MAX_VALUE,
                  workers)
              .core(name -> new MemorySpool());
      BitSet all = new BitSet();
      all.set(0, core.queries().size());
      RecordBlock block = new RecordBlock(core.sources().get(0).topics());
      for (List<String> lines : blocks) {
        block.clear();
        for (String line : lines) {
          byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
          block.add(bytes, 0, bytes.length, "plant/" + line.charAt(0), SECOND);
        }
        core.records(0, false, block);
        core.tick(SECOND, all);
      }
      core.finish();
      for (QueryNode query : core.queries()) {
        List<String> fates = rows.computeIfAbsent(query.name() + " fates", n -> new ArrayList<>());
        for (Fate fate : Fate.values()) {
          fates.add(fate + " " + query.fates(fate) + ", partly late " + query.partlyLate());
        }
      }
      return new TreeMap<>(rows);
    }
  }

  private PipelineDefinition definition() throws FunctionException {
    PipelineDefinition one =
        EngineRig.definition(new ListSource(List.of()), new Upstream(new Random(1)), SECOND, -1);
    SourceDefinition declared = one.sources().get(0);
    SourceDefinition source =
        new SourceDefinition(
            "all",
            declared.type(),
            declared.config(),
            declared.format(),
            declared.fields(),
            declared.eventTimeColumn(),
            declared.watermark(),
            -1,
            -1,
            null);
    Plan scan = new Plan.SourceScan("all", source.schema());
    List<QueryDefinition> queries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      queries.add(query("q" + i, windows(scan, (i + 1) * 5L * SECOND)));
    }
    WindowSpec tumbling = new WindowSpec.Fixed(5 * SECOND, 5 * SECOND, 0);
    queries.add(query("objects", aggregate(scan, tumbling, objects())));
    WindowSpec sessions = new WindowSpec.Session(new Expr.Literal(SECOND, DataType.LONG));
    queries.add(query("sessions", aggregate(scan, sessions, List.of(shares()))));
    queries.add(query("firsts", firsts(scan)));
    Expr temp = new Expr.ColumnRef(3, "temp", DataType.DOUBLE);
    Expr one100th = new Expr.Literal(100.0, DataType.DOUBLE);
    Plan share =
        new Plan.Project(
            scan,
            List.of(
                new Plan.NamedExpr("device", new Expr.ColumnRef(0, "device", DataType.STRING)),
                new Plan.NamedExpr("share", FUNCTIONS.call("/", List.of(one100th, temp)))));
    queries.add(query("share", share));
    List<SinkDefinition> sinks = new ArrayList<>();
    for (QueryDefinition query : queries) {
      String name = query.spec().name();
      sinks.add(sink(name, SinkDefinition.FeedKind.RESULT, name));
      sinks.add(sink(name + "-late", SinkDefinition.FeedKind.LATE, name));
      sinks.add(sink(name + "-quarantine", SinkDefinition.FeedKind.QUERY_QUARANTINE, name));
    }
    sinks.add(sink("all-quarantine", SinkDefinition.FeedKind.SOURCE_QUARANTINE, "all"));
    return new PipelineDefinition(
        "test", "1", "fingerprint", 0, List.of(source), List.of(), queries, sinks);
  }

  private static QueryDefinition query(String name, Plan plan) {
    return new QueryDefinition(
        new QuerySpec(name, plan, OutputMode.APPEND, false, 64 << 20),
        new QueryDefinition.Trigger(0, false),
        FUNCTIONS);
  }

  /** A sum that fails for some rows. */
  private static AggregateCall shares() throws FunctionException {
    Expr temp = new Expr.ColumnRef(3, "temp", DataType.DOUBLE);
    Expr share = FUNCTIONS.call("/", List.of(new Expr.Literal(100.0, DataType.DOUBLE), temp));
    return FUNCTIONS.aggregate("max", List.of(share), false, null);
  }

  /** The first row of each device and value, until the watermark reaches it. */
  private static Plan firsts(Plan scan) {
    return new Plan.Deduplicate(
        scan,
        List.of(
            new Expr.ColumnRef(0, "device", DataType.STRING),
            new Expr.ColumnRef(3, "temp", DataType.DOUBLE)),
        0L);
  }

  private static Plan windows(Plan scan, long size) {
    Expr temp = new Expr.ColumnRef(3, "temp", DataType.DOUBLE);
    return aggregate(
        scan,
        new WindowSpec.Fixed(size, 5 * SECOND, 0),
        List.of(
            new AggregateCall("count", List.of(), null, false, DataType.LONG),
            new AggregateCall("sum", List.of(temp), null, false, DataType.DOUBLE)));
  }

  /** Aggregates with objects. */
  private static List<AggregateCall> objects() throws FunctionException {
    Expr temp = new Expr.ColumnRef(3, "temp", DataType.DOUBLE);
    return List.of(
        new AggregateCall("count", List.of(), null, false, DataType.LONG),
        FUNCTIONS.aggregate("collect_list", List.of(temp), false, null),
        FUNCTIONS.aggregate("approx_count_distinct", List.of(temp), false, null),
        FUNCTIONS.aggregate(
            "approx_count_distinct",
            List.of(FUNCTIONS.call("array", List.of(temp, temp))),
            false,
            null),
        FUNCTIONS.aggregate(
            "approx_percentile",
            List.of(
                temp, new Expr.Literal(0.5, DataType.DOUBLE), new Expr.Literal(1L, DataType.LONG)),
            false,
            null),
        FUNCTIONS.aggregate("first", List.of(temp), false, null),
        FUNCTIONS.aggregate("sum", List.of(temp), true, null));
  }

  private static Plan aggregate(Plan scan, WindowSpec window, List<AggregateCall> calls) {
    List<Plan.NamedAggregate> named = new ArrayList<>();
    for (AggregateCall call : calls) {
      named.add(new Plan.NamedAggregate("a" + named.size(), call));
    }
    return new Plan.Aggregate(
        scan,
        window,
        List.of(new Plan.NamedExpr("device", new Expr.ColumnRef(0, "device", DataType.STRING))),
        named);
  }

  private SinkDefinition sink(String name, SinkDefinition.FeedKind kind, String from) {
    return new SinkDefinition(
        name,
        new Listing(rows.computeIfAbsent(name, n -> new ArrayList<>())),
        EngineRig.NO_OPTIONS,
        new LineFormat(),
        new SinkDefinition.Feed(kind, from),
        false,
        new SinkDefinition.Buffer(1 << 30, Long.MAX_VALUE, SinkDefinition.WhenFull.BLOCK));
  }

  /** Writes every row down as it is encoded. */
  private record Listing(List<String> rows) implements SinkType, Sink {
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
    public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
      StringBuilder text = new StringBuilder();
      batch.columns().forEach(column -> text.append(column.value(row)).append(' '));
      rows.add(text.toString());
    }

    @Override
    public void start(@Nullable ByteBuffer position) {}

    @Override
    public boolean deliver(Delivery delivery) {
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public @Nullable Confirmation confirmed() {
      return null;
    }

    @Override
    public void close() {}
  }
}
