package io.weir.bench.query;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Queries on Flink in this process, parallelism 1, objects reused. Time runs from the first record
 * to the last row.
 */
@SuppressWarnings("deprecation") // the simplest source there is in this version
final class Flink implements Contender {

  /** What is computed. */
  enum Job {
    TUMBLING,
    SESSIONS,
    DEDUPLICATION,
    JOIN
  }

  // Where the one task finds its input and leaves its output.
  private static Reading[][] input;
  private static Map<String, Priority> table;
  private static Outcome outcome;
  private static volatile long started;

  private final Job job;
  private final Reading[][] objects;
  private final Map<String, Priority> priorities;

  Flink(Job job, Reading[][] objects, Map<String, Priority> priorities) {
    this.job = job;
    this.objects = objects;
    this.priorities = priorities;
  }

  @Override
  public String name() {
    return "Flink 1.20.3";
  }

  @Override
  public Timed run() throws Exception {
    input = objects;
    table = priorities;
    outcome = new Outcome();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    environment.getConfig().enableObjectReuse();
    DataStream<Reading> readings = environment.addSource(new Records(), "records");
    switch (job) {
      case TUMBLING ->
          windows(
              readings.filter(Flink::passes),
              SlidingEventTimeWindows.of(
                  Duration.ofMillis(Window.TUMBLING.sizeMs()),
                  Duration.ofMillis(Window.TUMBLING.slideMs())));
      case SESSIONS ->
          windows(readings, EventTimeSessionWindows.withGap(Duration.ofMillis(Others.GAP_MS)));
      case DEDUPLICATION ->
          readings
              .keyBy(reading -> reading.device() + '|' + reading.ts())
              .process(new First())
              .process(
                  new ProcessFunction<Reading, Void>() {
                    @Override
                    public void processElement(
                        Reading reading, Context context, Collector<Void> out) {
                      outcome.add(
                          reading.device(),
                          reading.ts(),
                          1,
                          reading.temp(),
                          reading.temp(),
                          reading.temp());
                    }
                  });
      case JOIN ->
          readings
              .filter(reading -> !Others.isRight(reading))
              .keyBy(Reading::device)
              .intervalJoin(readings.filter(Others::isRight).keyBy(Reading::device))
              .between(Duration.ofMillis(-Others.APART_MS), Duration.ofMillis(Others.APART_MS))
              .process(new Pairing());
      default -> throw new IllegalStateException(job.toString());
    }
    environment.execute();
    return new Timed(outcome, System.nanoTime() - started);
  }

  private static boolean passes(Reading reading) {
    Priority priority = table.get(reading.device());
    return priority != null && priority.priority() >= Priority.LEAST;
  }

  private static void windows(
      DataStream<Reading> readings, WindowAssigner<Object, TimeWindow> assigner) {
    readings.keyBy(Reading::device).window(assigner).aggregate(new Adding(), new Emitting());
  }

  private static final class Adding implements AggregateFunction<Reading, Acc, Acc> {
    private static final long serialVersionUID = 1;

    @Override
    public Acc createAccumulator() {
      return new Acc();
    }

    @Override
    public Acc add(Reading reading, Acc acc) {
      acc.add(reading.temp());
      return acc;
    }

    @Override
    public Acc getResult(Acc acc) {
      return acc;
    }

    @Override
    public Acc merge(Acc acc, Acc other) {
      return acc.merge(other);
    }
  }

  private static final class Emitting
      extends ProcessWindowFunction<Acc, Void, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    @Override
    public void process(String device, Context context, Iterable<Acc> accs, Collector<Void> out) {
      accs.iterator().next().addTo(outcome, device, context.window().getEnd());
    }
  }

  /** Lets the first of equal records through, and forgets it when the watermark reaches it. */
  private static final class First extends KeyedProcessFunction<String, Reading, Reading> {
    private static final long serialVersionUID = 1;
    private transient ValueState<Boolean> seen;

    @Override
    public void open(OpenContext context) {
      seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Boolean.class));
    }

    @Override
    public void processElement(Reading reading, Context context, Collector<Reading> out)
        throws Exception {
      if (seen.value() == null) {
        seen.update(true);
        context.timerService().registerEventTimeTimer(reading.ts());
        out.collect(reading);
      }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Reading> out) {
      seen.clear();
    }
  }

  private static final class Pairing extends ProcessJoinFunction<Reading, Reading, Void> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(
        Reading left, Reading right, Context context, Collector<Void> out) {
      outcome.add(left.device(), left.ts(), 1, left.temp(), right.temp(), right.temp());
    }
  }

  /** Emits all records, and a watermark every hundred. */
  private static final class Records implements SourceFunction<Reading> {
    private static final long serialVersionUID = 1;

    @Override
    public void run(SourceContext<Reading> context) {
      started = System.nanoTime();
      long greatest = Long.MIN_VALUE;
      int count = 0;
      for (Reading[] batch : input) {
        for (Reading reading : batch) {
          context.collectWithTimestamp(reading, reading.ts());
          greatest = Math.max(greatest, reading.ts());
          if (++count % 100 == 0) {
            context.emitWatermark(new Watermark(greatest - Window.LAG_MS - 1));
          }
        }
      }
    }

    @Override
    public void cancel() {}
  }
}
