package io.weir.bench.query;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.ComparatorEx;
import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.aggregate.AllOfAggregationBuilder;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.datamodel.Tag;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.ServiceFactories;
import com.hazelcast.jet.pipeline.ServiceFactory;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.SlidingWindowDefinition;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import java.util.Map;

/**
 * The query on Hazelcast Jet, embedded: a join with a HashMap that every member holds, a keyed
 * window, watermarks with 1 s of lag. Time runs from the first record to the last row, so that the
 * start of the job is not counted.
 */
final class Jet implements Contender {

  // Where the one member finds its input and leaves its output.
  private static Object[][] input;
  private static Map<String, Priority> table;
  private static Outcome outcome;
  private static boolean oneThread;
  private static volatile long started;
  private static volatile long ended;

  /** How the query is written. */
  enum Style {
    /** A join, a filter, the library's four aggregates. */
    MANUAL,
    /** The filter looks into the table, and one accumulator by hand holds all four. */
    BY_HAND
  }

  private final Style style;
  private final HazelcastInstance hazelcast;
  private final int threads;
  private final Object[][] records;
  private final boolean json;
  private final Map<String, Priority> priorities;
  private final Window window;

  Jet(
      Object[][] records,
      Map<String, Priority> priorities,
      Window window,
      Style style,
      int threads) {
    this.style = style;
    this.records = records;
    this.json = records[0][0] instanceof byte[];
    this.priorities = priorities;
    this.window = window;
    this.threads = threads;
    this.hazelcast = member(threads);
  }

  private static HazelcastInstance member(int threads) {
    Config config = new Config();
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setClusterName("bench-" + threads + "-" + System.nanoTime());
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(threads);
    return Hazelcast.newHazelcastInstance(config);
  }

  @Override
  public String name() {
    return "Hazelcast Jet 5.5.0"
        + (json ? " with Jackson" : "")
        + (style == Style.MANUAL ? "" : ", one accumulator by hand")
        + (threads == 1 ? "" : ", " + threads + " threads");
  }

  @Override
  public Timed run() {
    oneThread = threads == 1;
    input = records;
    table = priorities;
    outcome = new Outcome();
    hazelcast.getJet().newJob(pipeline(), new JobConfig()).join();
    return new Timed(outcome, ended - started);
  }

  /** With one cooperative thread, source and sink are both on it. */
  private static long now() {
    return oneThread ? Stopwatch.nanos() : System.nanoTime();
  }

  static void stop() {
    Hazelcast.shutdownAll();
  }

  private Pipeline pipeline() {
    Pipeline pipeline = Pipeline.create();
    StreamStage<Reading> readings = json ? readJson(pipeline) : read(pipeline);
    ServiceFactory<?, Map<String, Priority>> tables =
        ServiceFactories.nonSharedService(context -> table);
    SlidingWindowDefinition windows = WindowDefinition.sliding(window.sizeMs(), window.slideMs());
    StreamStage<KeyedWindowResult<String, Acc>> rows =
        style == Style.MANUAL
            ? readings
                .mapUsingService(tables, Joined::of)
                .filter(joined -> joined.priority() >= Priority.LEAST)
                .groupingKey(Joined::device)
                .window(windows)
                .aggregate(fourAggregates())
            : readings
                .filterUsingService(tables, Jet::passes)
                .groupingKey(Reading::device)
                .window(windows)
                .aggregate(oneAccumulator());
    rows.writeTo(
        Sinks.fromProcessor(
            "outcome",
            ProcessorMetaSupplier.forceTotalParallelismOne(ProcessorSupplier.of(OutcomeP::new))));
    return pipeline;
  }

  private static boolean passes(Map<String, Priority> priorities, Reading reading) {
    Priority priority = priorities.get(reading.device());
    return priority != null && priority.priority() >= Priority.LEAST;
  }

  /** A record with its partner. */
  record Joined(String device, double temp, int priority) {
    static Joined of(Map<String, Priority> table, Reading reading) {
      Priority found = table.get(reading.device());
      return found == null ? null : new Joined(reading.device(), reading.temp(), found.priority());
    }
  }

  private static StreamStage<Reading> read(Pipeline pipeline) {
    return pipeline
        .readFrom(Jet.<Reading>source())
        .withTimestamps(Reading::ts, Window.LAG_MS);
  }

  private static StreamStage<Reading> readJson(Pipeline pipeline) {
    return pipeline
        .readFrom(Jet.<byte[]>source())
        .withoutTimestamps()
        .map(Jackson::read)
        .addTimestamps(Reading::ts, Window.LAG_MS);
  }

  private static <T> StreamSource<T> source() {
    return Sources.streamFromProcessorWithWatermarks(
        "records",
        false,
        (EventTimePolicy<? super T> policy) ->
            ProcessorMetaSupplier.forceTotalParallelismOne(
                ProcessorSupplier.of(() -> new RecordsP<T>(policy))));
  }

  /** The library's aggregates, put together as its manual says. */
  private static AggregateOperation1<Joined, ?, Acc> fourAggregates() {
    ComparatorEx<Joined> byTemp = ComparatorEx.comparingDouble(Joined::temp);
    AllOfAggregationBuilder<Joined> all = AggregateOperations.allOfBuilder();
    Tag<Long> n = all.add(AggregateOperations.counting());
    Tag<Double> mean = all.add(AggregateOperations.averagingDouble(Joined::temp));
    Tag<Joined> low = all.add(AggregateOperations.minBy(byTemp));
    Tag<Joined> high = all.add(AggregateOperations.maxBy(byTemp));
    return all.build(
        items ->
            Acc.of(items.get(n), items.get(mean), items.get(low).temp(), items.get(high).temp()));
  }

  private static AggregateOperation1<Reading, Acc, Acc> oneAccumulator() {
    return AggregateOperation.withCreate(Acc::new)
        .<Reading>andAccumulate((acc, reading) -> acc.add(reading.temp()))
        .andCombine((acc, other) -> acc.merge(other))
        .andExportFinish(acc -> new Acc().merge(acc));
  }

  /** Emits all records, with their watermarks, and ends. */
  private static final class RecordsP<T> extends AbstractProcessor {
    private final EventTimeMapper<T> mapper;
    private int batch;
    private int next;
    private Traverser<Object> pending;

    RecordsP(EventTimePolicy<? super T> policy) {
      mapper = new EventTimeMapper<>(policy);
      mapper.addPartitions(1);
    }

    @Override
    protected void init(Context context) {
      started = 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean complete() {
      if (started == 0) {
        started = now();
      }
      while (pending == null || emitFromTraverser(pending)) {
        if (next == input[batch].length) {
          next = 0;
          batch++;
          if (batch == input.length) {
            return true;
          }
        }
        pending =
            mapper.flatMapEvent((T) input[batch][next++], 0, EventTimeMapper.NO_NATIVE_TIME);
      }
      return false;
    }
  }

  /** Adds the rows to the outcome. */
  private static final class OutcomeP extends AbstractProcessor {
    @Override
    @SuppressWarnings("unchecked")
    protected boolean tryProcess(int ordinal, Object item) {
      KeyedWindowResult<String, Acc> row = (KeyedWindowResult<String, Acc>) item;
      row.result().addTo(outcome, row.key(), row.end());
      return true;
    }

    @Override
    public boolean complete() {
      ended = now();
      return true;
    }
  }
}
