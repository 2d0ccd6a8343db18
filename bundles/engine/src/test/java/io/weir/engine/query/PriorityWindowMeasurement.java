package io.weir.engine.query;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import io.weir.engine.plan.Plan;
import io.weir.engine.plan.WindowSpec;
import io.weir.operators.RowBatch;
import io.weir.operators.expr.Expr;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Functions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Measures the PRIORITY-WINDOW query on prepared columns beside a hand-written loop over prepared
 * objects with a HashMap, in one run, with equal results. Not a test: run its {@code main}.
 *
 * <p>10,000 devices, a tenth of them not in the table, priority at least 3 of 0 to 5, per device
 * and window count, average, least and greatest; watermark 1 s; one thread.
 */
public final class PriorityWindowMeasurement implements QueryOutput {

  private static final Schema READINGS =
      Schema.of(Field.of("device", DataType.STRING), Field.of("temp", DataType.DOUBLE));
  private static final Schema PRIORITIES =
      Schema.of(
          Field.of("id", DataType.STRING),
          Field.of("priority", DataType.LONG),
          Field.of("site", DataType.STRING));
  private static final long SECOND = 1_000_000;

  private final int devices = Integer.getInteger("devices", 10_000);
  private final int batchSize = Integer.getInteger("batch", 2_000);
  private final int batches = Integer.getInteger("batches", 1_000);
  private final int eventsPerSecond = Integer.getInteger("rate", 100_000);
  private final Functions functions = Functions.builtin();

  private final String[] names = new String[devices];
  private final List<RowBatch> columns = new ArrayList<>();
  private final List<Reading[]> objects = new ArrayList<>();
  private Batch table;
  private final Map<String, Priority> tableMap = new HashMap<>();

  private double checksum;
  private long resultRows;

  private record Reading(String device, long time, double temp) {}

  private record Priority(long priority, String site) {}

  private static final class Acc {
    long count;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
  }

  /** Runs the measurement. */
  public static void main(String[] args) throws Exception {
    new PriorityWindowMeasurement().run();
  }

  private void run() throws Exception {
    prepare();
    for (long[] window : new long[][] {{10 * SECOND, 10 * SECOND}, {30 * SECOND, 10 * SECOND}}) {
      String name = window[0] == window[1] ? "tumbling" : "sliding";
      double loop = 0;
      double engine = 0;
      for (int round = 0; round < 6; round++) {
        checksum = 0;
        resultRows = 0;
        double loopRate = rate(() -> loop(window[0], window[1]));
        double loopSum = checksum;
        long loopRows = resultRows;
        checksum = 0;
        resultRows = 0;
        double engineRate = rate(() -> engine(window[0], window[1]));
        if (resultRows != loopRows || Math.abs(checksum - loopSum) > 1e-9 * Math.abs(loopSum)) {
          throw new IllegalStateException(
              "results differ: %d rows, %s; loop %d rows, %s"
                  .formatted(resultRows, checksum, loopRows, loopSum));
        }
        System.out.printf(
            "%s round %d: engine %.1f M/s, loop %.1f M/s, %d rows%n",
            name, round, engineRate, loopRate, resultRows);
        loop = Math.max(loop, loopRate);
        engine = Math.max(engine, engineRate);
      }
      System.out.printf("RATIO columns-%s/loop %.2f%n", name, engine / loop);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private double rate(Work work) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime(); // others may use the machine as well
    work.run();
    return 1e3 * batches * batchSize / (threads.getCurrentThreadCpuTime() - start);
  }

  private void prepare() {
    Random random = new Random(7);
    Dictionary dictionary = new Dictionary();
    int[] codes = new int[devices];
    List<ColumnBuilder> rows =
        PRIORITIES.fields().stream().map(f -> ColumnBuilder.of(f.type())).toList();
    for (int i = 0; i < devices; i++) {
      names[i] = "device-" + i;
      codes[i] = dictionary.codeOf(names[i]);
      if (i % 10 != 0) {
        long priority = random.nextInt(6);
        String site = "site-" + i % 50;
        rows.get(0).append((Object) names[i]);
        rows.get(1).append((Object) priority);
        rows.get(2).append((Object) site);
        tableMap.put(names[i], new Priority(priority, site));
      }
    }
    List<Column> built = rows.stream().map(ColumnBuilder::build).toList();
    table = new Batch(PRIORITIES, built, built.get(0).size());
    long step = SECOND / eventsPerSecond;
    long seen = Long.MIN_VALUE;
    long clock = 0;
    for (int b = 0; b < batches; b++) {
      int[] batchCodes = new int[batchSize];
      double[] temps = new double[batchSize];
      long[] times = new long[batchSize];
      long[] before = new long[batchSize];
      Reading[] readings = new Reading[batchSize];
      for (int i = 0; i < batchSize; i++) {
        int device = random.nextInt(devices);
        batchCodes[i] = codes[device];
        temps[i] = random.nextInt(64 * 100) / 64.0;
        clock += step;
        times[i] = clock - random.nextInt((int) SECOND / 2);
        before[i] = seen == Long.MIN_VALUE ? seen : seen - SECOND;
        seen = Math.max(seen, times[i]);
        readings[i] = new Reading(names[device], times[i], temps[i]);
      }
      Batch batch =
          new Batch(
              READINGS,
              List.of(
                  new StringColumn(dictionary, batchCodes, null, batchSize),
                  new DoubleColumn(temps, null, batchSize)),
              batchSize);
      columns.add(new RowBatch(batch, times, before, seen - SECOND));
      objects.add(readings);
    }
  }

  private void loop(long size, long slide) {
    TreeMap<Long, HashMap<String, Acc>> panes = new TreeMap<>();
    long nextEnd = -size; // before the first pane
    long greatest = Long.MIN_VALUE;
    long paneStart = 0;
    HashMap<String, Acc> pane = null;
    for (Reading[] batch : objects) {
      for (Reading reading : batch) {
        if (greatest != Long.MIN_VALUE && greatest - SECOND >= nextEnd) {
          nextEnd = close(panes, nextEnd, greatest - SECOND, size, slide);
          pane = null;
        }
        greatest = Math.max(greatest, reading.time);
        Priority priority = tableMap.get(reading.device);
        if (priority == null || priority.priority < 3) {
          continue;
        }
        if (pane == null || reading.time < paneStart || reading.time >= paneStart + slide) {
          paneStart = Math.floorDiv(reading.time, slide) * slide;
          pane = panes.computeIfAbsent(paneStart, start -> new HashMap<>());
        }
        Acc acc = pane.get(reading.device);
        if (acc == null) {
          acc = new Acc();
          pane.put(reading.device, acc);
        }
        acc.count++;
        acc.sum += reading.temp;
        acc.min = Math.min(acc.min, reading.temp);
        acc.max = Math.max(acc.max, reading.temp);
      }
    }
    close(panes, nextEnd, Long.MAX_VALUE - size, size, slide);
  }

  /** Emits the windows that end from {@code nextEnd} to the watermark; gives the next end. */
  private long close(
      TreeMap<Long, HashMap<String, Acc>> panes,
      long nextEnd,
      long watermark,
      long size,
      long slide) {
    long end = nextEnd;
    while (end <= watermark && !panes.isEmpty()) {
      if (!panes.subMap(end - size, end).isEmpty()) {
        emit(panes.subMap(end - size, end).values());
      }
      while (!panes.isEmpty() && panes.firstKey() + size <= end) {
        panes.pollFirstEntry();
      }
      end += slide;
    }
    return end;
  }

  private void emit(java.util.Collection<HashMap<String, Acc>> parts) {
    Map<String, Acc> window = parts.iterator().next();
    if (parts.size() > 1) {
      window = new HashMap<>();
      for (HashMap<String, Acc> part : parts) {
        for (Map.Entry<String, Acc> entry : part.entrySet()) {
          Acc acc = window.computeIfAbsent(entry.getKey(), k -> new Acc());
          acc.count += entry.getValue().count;
          acc.sum += entry.getValue().sum;
          acc.min = Math.min(acc.min, entry.getValue().min);
          acc.max = Math.max(acc.max, entry.getValue().max);
        }
      }
    }
    for (Map.Entry<String, Acc> entry : window.entrySet()) {
      Acc acc = entry.getValue();
      String site = tableMap.get(entry.getKey()).site;
      checksum += acc.count + acc.sum / acc.count + acc.min + acc.max + site.length();
      resultRows++;
    }
  }

  private void engine(long size, long slide) throws Exception {
    RunningQuery query = QueryCompiler.compile(spec(size, slide), functions);
    query.table(0, new TableVersion(1, table));
    for (RowBatch batch : columns) {
      query.accept(0, batch, this);
      if (query.hasOutput()) {
        query.trigger(0, this);
      }
    }
    query.advance(0, RowBatch.END_OF_TIME);
    query.trigger(0, this);
  }

  private QuerySpec spec(long size, long slide) throws FunctionException {
    Expr device = new Expr.ColumnRef(0, "device", DataType.STRING);
    Expr temp = new Expr.ColumnRef(1, "temp", DataType.DOUBLE);
    Expr priority = new Expr.ColumnRef(3, "priority", DataType.LONG);
    Expr site = new Expr.ColumnRef(4, "site", DataType.STRING);
    Plan join =
        new Plan.TableJoin(
            new Plan.SourceScan("readings", READINGS),
            "priorities",
            PRIORITIES,
            Plan.TableJoinKind.INNER,
            List.of(new Plan.JoinKey(device, new Expr.ColumnRef(0, "id", DataType.STRING), false)),
            null,
            null);
    Plan filter =
        new Plan.Filter(
            join, functions.call(">=", List.of(priority, new Expr.Literal(3L, DataType.LONG))));
    Plan aggregate =
        new Plan.Aggregate(
            filter,
            new WindowSpec.Fixed(size, slide, 0),
            List.of(new Plan.NamedExpr("device", device), new Plan.NamedExpr("site", site)),
            List.of(
                named("n", "count"),
                named("mean", "avg", temp),
                named("low", "min", temp),
                named("high", "max", temp)));
    return new QuerySpec("hot", aggregate, OutputMode.APPEND, false, 1L << 30);
  }

  private Plan.NamedAggregate named(String name, String function, Expr... arguments)
      throws FunctionException {
    return new Plan.NamedAggregate(
        name, functions.aggregate(function, List.of(arguments), false, null));
  }

  @Override
  public void rows(RowBatch rows, boolean replaces) {
    Batch batch = rows.batch();
    StringColumn site = (StringColumn) batch.column(2);
    long[] n = ((io.weir.api.data.LongColumn) batch.column(3)).values();
    double[] mean = ((DoubleColumn) batch.column(4)).values();
    double[] low = ((DoubleColumn) batch.column(5)).values();
    double[] high = ((DoubleColumn) batch.column(6)).values();
    for (int i = 0; i < rows.size(); i++) {
      int length = site.dictionary().length(site.codes()[i]);
      checksum += n[i] + mean[i] + low[i] + high[i] + length;
    }
    resultRows += rows.size();
  }

  @Override
  public void late(Batch input, int[] rows, int count) {
    throw new IllegalStateException("no reading is late");
  }

  @Override
  public void quarantined(Batch input, int row, String reason) {
    throw new IllegalStateException(reason);
  }

  @Override
  public void resultQuarantined(String description, String reason) {
    throw new IllegalStateException(reason);
  }
}
