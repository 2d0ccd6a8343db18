package io.weir.bench.query;

import io.weir.engine.workers.Workers;
import io.weir.formats.json.JsonFormat;
import java.util.ArrayList;
import java.util.List;

/** What many queries on one source cost. */
final class Sharing {

  private static final int DEVICES = 10_000;
  private static final long MAX_STATE = 1L << 30;
  private static final Workers ONE = Workers.of(1);

  private final Workload work;
  private final byte[][][] json;

  Sharing(Sizes sizes) {
    this.work = new Workload(DEVICES, sizes.jsonBatches());
    this.json = Workload.json(work.objects);
  }

  /** One, ten and a hundred queries on one source: records are decoded once. */
  void queries() throws Exception {
    double alone = perRecord(1);
    double hundred = perRecord(100);
    Figures.figure("one-query", alone, "ns a record, JSON to groups");
    Figures.figure("hundred-queries", hundred, "ns a record");
    Figures.figure("each-further-query", (hundred - alone) / 99, "ns a record");
    Figures.ratio("one-query/each-further-query", alone / ((hundred - alone) / 99));
  }

  private double perRecord(int queries) throws Exception {
    List<Weir.Query> texts = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      String sql = i % 2 == 0 ? Window.TUMBLING.sql() : Window.SLIDING.sql();
      texts.add(Weir.Query.of(sql.replace("p.priority >= 3", "p.priority >= " + i % 6)));
    }
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 8; round++) {
      Weir weir =
          Weir.of(new JsonFormat(), work.table, texts, new Outcome(), MAX_STATE, ONE);
      long start = Stopwatch.nanos();
      for (int b = 0; b < json.length; b++) {
        weir.accept(json[b], work.objects[b][0].ts());
      }
      best = Math.min(best, (double) (Stopwatch.nanos() - start) / work.records());
    }
    return best;
  }
}
