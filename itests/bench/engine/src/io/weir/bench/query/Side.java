package io.weir.bench.query;

import io.weir.engine.workers.Workers;
import io.weir.formats.json.JsonFormat;
import java.util.ArrayList;
import java.util.List;

/** The PRIORITY-WINDOW query beside Jet and beside loops, over objects and over JSON. */
final class Side {

  private static final int DEVICES = 10_000;
  private static final int LARGE_BATCH = Others.LARGE_BATCH;
  private static final long MAX_STATE = 1L << 30;
  private static final Workers ONE = Workers.of(1);

  private final Sizes sizes;

  Side(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Objects, one thread. */
  void objects() throws Exception {
    Workload work = new Workload(DEVICES, sizes.objectBatches());
    for (Window window : List.of(Window.TUMBLING, Window.SLIDING)) {
      List<Contender> contenders = new ArrayList<>();
      contenders.add(weir("Weir", work, work.objects, window, ONE));
      contenders.add(loop("hand-written loop, HashMap", work, work.objects, window));
      contenders.add(new Jet(work.objects, work.table, window, Jet.Style.MANUAL, 1));
      contenders.add(new Jet(work.objects, work.table, window, Jet.Style.BY_HAND, 1));
      String name = "objects-" + window.name();
      Race race = race(name + ", one thread", contenders, work);
      race.ratio(name + "/jet", 0, 2);
      race.ratio(name + "/jet-by-hand", 0, 3);
      race.ratio(name + "/loop", 0, 1);
      Jet.stop();
    }
    Reading[][] own = work.withOwnNames();
    race(
        "objects-tumbling, one thread, each record with a name of its own",
        List.of(
            weir("Weir", work, own, Window.TUMBLING, ONE),
            loop("hand-written loop, HashMap", work, own, Window.TUMBLING)),
        work)
        .ratio("own-names-tumbling/loop", 0, 1);
  }

  /** JSON, one thread. */
  void json() throws Exception {
    Workload work = new Workload(DEVICES, sizes.jsonBatches());
    byte[][][] json = Workload.json(work.objects);
    Window window = Window.TUMBLING;
    Contender weir = weir("Weir", work, work.objects, json, ONE);
    Contender loop =
        Contender.of(
            "hand-written loop with Jackson",
            () -> {
              HandWritten byHand = new HandWritten(window, work.table);
              return () -> {
                for (byte[][] batch : json) {
                  for (byte[] payload : batch) {
                    byHand.accept(Jackson.read(payload));
                  }
                }
                return byHand.finish();
              };
            });
    Jet jet = new Jet(json, work.table, window, Jet.Style.MANUAL, 1);
    Race race = race("json-tumbling, one thread", List.of(weir, loop, jet), work);
    race.ratio("json-tumbling/jet", 0, 2);
    race.ratio("json-tumbling/jackson-loop", 0, 1);
    Jet.stop();
  }

  private Race race(String title, List<Contender> contenders, Workload work) throws Exception {
    return Race.run(title, contenders, work.records(), sizes.warmUp(), sizes.rounds());
  }

  private static Contender loop(
      String name, Workload work, Reading[][] objects, Window window) {
    return Contender.of(
        name,
        () -> {
          HandWritten byHand = new HandWritten(window, work.table);
          return () -> {
            for (Reading[] batch : objects) {
              for (Reading reading : batch) {
                byHand.accept(reading);
              }
            }
            return byHand.finish();
          };
        });
  }

  /** One thread and two, in blocks as large as a busy gateway's. */
  void threads() throws Exception {
    Workload work = new Workload(DEVICES, sizes.objectBatches());
    Reading[][] objects = work.inBatchesOf(LARGE_BATCH);
    try (Workers two = Workers.of(2)) {
      race(
              "objects-tumbling, blocks of " + LARGE_BATCH,
              List.of(
                  weir("Weir", work, objects, Window.TUMBLING, ONE),
                  weir("Weir, 2 threads", work, objects, Window.TUMBLING, two)),
              work)
          .ratio("objects-tumbling/one-thread", 1, 0);
      String percentiles =
          Window.TUMBLING.sql(
              "percentile(temp, 0.1) AS low, median(temp) AS middle, percentile(temp, 0.9) AS high");
      race(
              "objects-percentiles, blocks of " + LARGE_BATCH,
              List.of(
                  weir("Weir", work, objects, percentiles, ONE),
                  weir("Weir, 2 threads", work, objects, percentiles, two)),
              work)
          .ratio("objects-percentiles/one-thread", 1, 0);
      byte[][][] json = Workload.json(objects);
      race(
              "json-tumbling, blocks of " + LARGE_BATCH,
              List.of(
                  weir("Weir", work, objects, json, ONE),
                  weir("Weir, 2 threads", work, objects, json, two)),
              work)
          .ratio("json-tumbling/one-thread", 1, 0);
      new Others(sizes).threads(two);
    }
  }

  private static Contender weir(
      String name, Workload work, Reading[][] objects, byte[][][] json, Workers workers) {
    return Contender.of(
        name,
        () -> {
          Outcome outcome = new Outcome();
          String sql = Window.TUMBLING.sql();
          Weir pipeline =
              Weir.of(new JsonFormat(), work.table, List.of(Weir.Query.of(sql)), outcome, MAX_STATE, workers);
          return () -> {
            for (int b = 0; b < json.length; b++) {
              pipeline.accept(json[b], objects[b][0].ts());
            }
            pipeline.finish(work.records());
            return outcome;
          };
        });
  }

  private static Contender weir(
      String name, Workload work, Reading[][] objects, Window window, Workers workers) {
    return weir(name, work, objects, window.sql(), workers);
  }

  private static Contender weir(
      String name, Workload work, Reading[][] objects, String sql, Workers workers) {
    return Contender.of(
        name,
        () -> {
          Outcome outcome = new Outcome();
          ObjectFormat format = new ObjectFormat();
          Weir pipeline =
              Weir.of(format, work.table, List.of(Weir.Query.of(sql)), outcome, MAX_STATE, workers);
          return () -> {
            for (Reading[] batch : objects) {
              pipeline.accept(format, batch);
            }
            pipeline.finish(work.records());
            return outcome;
          };
        });
  }
}
