package io.weir.bench.query;

import io.weir.api.data.DataType;
import io.weir.api.data.Schema;
import io.weir.engine.plan.Plan;
import io.weir.engine.workers.Workers;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.Functions;
import io.weir.sql.SqlCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Beside Flink, for the record: the same query, session windows, deduplication, a join of two
 * streams; objects in.
 */
final class Others {

  static final int GAP_MS = 200;

  /** How far the records of a pair may be apart. */
  static final int APART_MS = 100;

  static final int LARGE_BATCH = 20_000;
  private static final int FEW_DEVICES = 10;
  private static final int MANY_DEVICES = 100_000;
  private static final long MAX_STATE = 1L << 30;
  private static final Workers ONE = Workers.of(1);
  private static final String SESSIONS =
      """
      SELECT session_window.end AS window_end, device, count(*) AS n, avg(temp) AS mean,
        min(temp) AS low, max(temp) AS high
      FROM readings GROUP BY session_window(ts, '%d milliseconds'), device\
      """
          .formatted(GAP_MS);

  private static final String BY_DEVICE =
      """
      SELECT window.end AS window_end, device, count(*) AS n, avg(temp) AS mean, min(temp) AS low,
        max(temp) AS high
      FROM readings GROUP BY window(ts, '10 seconds'), device\
      """;

  private static final String JOIN =
      """
      SELECT a.ts AS at, a.device, 1L AS n, a.temp AS mean, b.temp AS low, b.temp AS high
      FROM lefts a JOIN rights b ON a.device = b.device
        AND b.ts BETWEEN a.ts - INTERVAL '%1$d' MILLISECONDS AND a.ts + INTERVAL '%1$d' MILLISECONDS\
      """;

  private final Sizes sizes;
  private final Workload work;

  Others(Sizes sizes) {
    this.sizes = sizes;
    this.work = new Workload(10_000, sizes.jsonBatches());
  }

  void run() throws Exception {
    Weir.Query tumbling = Weir.Query.of(Window.TUMBLING.sql());
    race("objects-tumbling", Flink.Job.TUMBLING, tumbling, work.objects);
    race("sessions", Flink.Job.SESSIONS, Weir.Query.of(SESSIONS), work.objects);
    deduplication();
    joins();
  }

  void deduplication() throws Exception {
    race("deduplication", Flink.Job.DEDUPLICATION, Others::distinct, withRepetitions());
  }

  /** Every other batch is of the right stream, so that a row has a partner on average. */
  void joins() throws Exception {
    Reading[][] objects = twoStreams(work.objects);
    Race.run(
            "stream-join, one thread",
            List.of(
                join("Weir", objects, APART_MS, work.records(), ONE),
                new Flink(Flink.Job.JOIN, objects, work.table)),
            work.records(),
            sizes.warmUp(),
            sizes.rounds())
        .ratio("stream-join/flink", 0, 1);
    Workload few = new Workload(FEW_DEVICES, sizes.jsonBatches() / 5);
    Race.run(
            "stream-join of %d devices, each of which keeps thousands of rows, one thread"
                .formatted(FEW_DEVICES),
            List.of(join("Weir", twoStreams(few.objects), 0, few.records(), ONE)),
            few.records(),
            sizes.warmUp(),
            sizes.rounds())
        .figure("stream-join-many-rows-a-key", 0);
  }

  static boolean isRight(Reading reading) {
    return reading.temp() < 0;
  }

  private static Reading[][] twoStreams(Reading[][] objects) {
    Reading[][] streams = objects.clone();
    for (int batch = 1; batch < streams.length; batch += 2) {
      streams[batch] =
          Arrays.stream(objects[batch])
              .map(reading -> new Reading(reading.device(), reading.ts(), -1 - reading.temp()))
              .toArray(Reading[]::new);
    }
    return streams;
  }

  private static Contender join(
      String name, Reading[][] objects, int apartMs, long records, Workers workers) {
    return Contender.of(
        name,
        () -> {
          Outcome outcome = new Outcome();
          ObjectFormat format = new ObjectFormat();
          Weir pipeline =
              Weir.of(
                  List.of("lefts", "rights"),
                  format,
                  Map.of(),
                  List.of(Weir.Query.of(JOIN.formatted(apartMs))),
                  outcome,
                  MAX_STATE,
                  workers);
          return () -> {
            for (int batch = 0; batch < objects.length; batch++) {
              pipeline.accept(batch % 2, format, objects[batch]);
            }
            pipeline.finish(records);
            return outcome;
          };
        });
  }

  /** What a query keeps by key, on one thread and on two. */
  void threads(Workers two) throws Exception {
    oneAndTwo("sessions", Weir.Query.of(SESSIONS), work.inBatchesOf(LARGE_BATCH), two);
    Reading[][] repeated = Workload.inBatchesOf(LARGE_BATCH, withRepetitions());
    oneAndTwo("deduplication", Others::distinct, repeated, two);
    Reading[][] streams = twoStreams(work.inBatchesOf(LARGE_BATCH));
    Race.run(
            "stream-join, blocks of " + LARGE_BATCH,
            List.of(
                join("Weir", streams, APART_MS, work.records(), ONE),
                join("Weir, 2 threads", streams, APART_MS, work.records(), two)),
            work.records(),
            sizes.warmUp(),
            sizes.rounds())
        .ratio("stream-join/one-thread", 1, 0);
    Workload many = new Workload(MANY_DEVICES, sizes.objectBatches());
    oneAndTwo("many-devices", Weir.Query.of(BY_DEVICE), many.inBatchesOf(LARGE_BATCH), two);
  }

  private void oneAndTwo(String name, Weir.Query query, Reading[][] objects, Workers two)
      throws Exception {
    Race.run(
            name + ", blocks of " + LARGE_BATCH,
            List.of(weir("Weir", query, objects, ONE), weir("Weir, 2 threads", query, objects, two)),
            records(objects),
            sizes.warmUp(),
            sizes.rounds())
        .ratio(name + "/one-thread", 1, 0);
  }

  private Contender weir(String name, Weir.Query query, Reading[][] objects, Workers workers) {
    return Contender.of(
        name,
        () -> {
          Outcome outcome = new Outcome();
          ObjectFormat format = new ObjectFormat();
          Weir pipeline =
              Weir.of(format, work.table, List.of(query), outcome, MAX_STATE, workers);
          return () -> {
            for (Reading[] batch : objects) {
              pipeline.accept(format, batch);
            }
            pipeline.finish(records(objects));
            return outcome;
          };
        });
  }

  private static long records(Reading[][] objects) {
    return (long) objects.length * objects[0].length;
  }

  private void race(String name, Flink.Job job, Weir.Query query, Reading[][] objects)
      throws Exception {
    Race.run(
            name + ", one thread",
            List.of(weir("Weir", query, objects, ONE), new Flink(job, objects, work.table)),
            work.records(),
            sizes.warmUp(),
            sizes.rounds())
        .ratio(name + "/flink", 0, 1);
  }

  /** Every tenth record comes a second time. */
  private Reading[][] withRepetitions() {
    List<Reading[]> repeated = new ArrayList<>();
    for (Reading[] batch : work.objects) {
      Reading[] copy = batch.clone();
      for (int i = 9; i < copy.length; i += 10) {
        copy[i] = copy[i - 5];
      }
      repeated.add(copy);
    }
    return repeated.toArray(Reading[][]::new);
  }

  private static Plan distinct(
      Schema readings,
      SqlCatalog catalog,
      Functions functions) {
    Expr device = new Expr.ColumnRef(0, "device", DataType.STRING);
    Expr ts = new Expr.ColumnRef(1, "ts", DataType.TIMESTAMP);
    Expr temp = new Expr.ColumnRef(2, "temp", DataType.DOUBLE);
    Plan scan = new Plan.SourceScan("readings", readings);
    return new Plan.Project(
        new Plan.Deduplicate(scan, List.of(device, ts), 0L),
        List.of(
            new Plan.NamedExpr("device", device),
            new Plan.NamedExpr("ts", ts),
            new Plan.NamedExpr("temp", temp)));
  }
}
