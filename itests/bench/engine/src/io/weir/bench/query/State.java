package io.weir.bench.query;

import io.weir.engine.workers.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What the state of windows costs: memory a group, and time a record as devices grow many. */
final class State {

  private static final long MAX_STATE = 1L << 32;
  private static final long START_MS = 1_700_000_000_000L;
  private static final int PANES = 4;
  private static final long PANE_MS = 10_000;
  private static final Workers ONE = Workers.of(1);

  /** Every device has a group in every window. */
  private static final String SQL =
      """
      SELECT window.end AS window_end, device, count(*) AS n, avg(temp) AS mean,
        min(temp) AS low, max(temp) AS high
      FROM readings GROUP BY window(ts, '%d seconds', '%d seconds'), device\
      """;

  private final Sizes sizes;

  State(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Bytes of a (device, window) group; the keys are there from the first window on. */
  void bytesPerGroup() throws Exception {
    String[] names = names(100_000);
    ObjectFormat format = new ObjectFormat();
    Weir weir = weir(format, SQL.formatted(PANES * PANE_MS / 1_000, PANE_MS / 1_000));
    feedOnce(weir, format, names, START_MS + (PANES - 1) * PANE_MS); // the last pane: no window ends
    long first = usedBytes();
    for (int pane = 0; pane < PANES - 1; pane++) {
      feedOnce(weir, format, names, START_MS + pane * PANE_MS);
    }
    double bytes = (double) (usedBytes() - first) / ((PANES - 1) * names.length);
    Figures.figure("state-per-group", bytes, "bytes of heap, four aggregates, keys aside");
    double counted = (double) weir.core().queries().get(0).query().stateBytes();
    Figures.figure(
        "state-per-group-counted",
        counted / (PANES * names.length),
        "bytes as max-state counts them, keys included");
  }

  /** A million devices with a group in each of two open windows, in the heap of this process. */
  void million() throws Exception {
    String[] names = names(1_000_000);
    ObjectFormat format = new ObjectFormat();
    Weir weir = weir(format, SQL.formatted(20, 10));
    feedOnce(weir, format, names, START_MS);
    feedOnce(weir, format, names, START_MS + PANE_MS);
    long groups = weir.core().queries().get(0).query().stateRows();
    Figures.figure("million-devices-groups", groups, "groups");
    Figures.figure("million-devices-heap", usedBytes() / 1e6, "MB used, the names included");
    Figures.figure("million-devices-max-heap", Runtime.getRuntime().maxMemory() / 1e6, "MB");
  }

  /** Nanoseconds a record, each of a device at random. */
  void perRecord() throws Exception {
    for (int devices : new int[] {1_000, 100_000, 1_000_000}) {
      String[] names = names(devices);
      Random random = new Random(3);
      Reading[][] batches = new Reading[sizes.jsonBatches()][Workload.BATCH];
      long record = 0;
      for (Reading[] batch : batches) {
        for (int i = 0; i < batch.length; i++) {
          String name = names[random.nextInt(devices)];
          batch[i] = new Reading(name, START_MS + record++ / 1_000, random.nextInt(400) / 4.0);
        }
      }
      ObjectFormat format = new ObjectFormat();
      Weir weir = weir(format, SQL.formatted(10, 10));
      feedOnce(weir, format, names, START_MS); // every group is there
      for (int warm = 0; warm < 3; warm++) {
        feed(weir, format, batches);
      }
      long nanos = feed(weir, format, batches);
      Figures.figure(
          String.format(Locale.ROOT, "record-at-%d-devices", devices),
          (double) nanos / record,
          "ns, objects to groups that are there");
    }
  }

  private static long feed(Weir weir, ObjectFormat format, Reading[][] batches) {
    long start = Stopwatch.nanos();
    for (Reading[] batch : batches) {
      weir.accept(format, batch);
    }
    return Stopwatch.nanos() - start;
  }

  private static void feedOnce(Weir weir, ObjectFormat format, String[] names, long ts) {
    for (int from = 0; from < names.length; from += Workload.BATCH) {
      Reading[] batch = new Reading[Math.min(Workload.BATCH, names.length - from)];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = new Reading(names[from + i], ts, i / 4.0);
      }
      weir.accept(format, batch);
    }
  }

  private static Weir weir(ObjectFormat format, String sql) throws Exception {
    return Weir.of(format, Map.of(), List.of(Weir.Query.of(sql)), new Outcome(), MAX_STATE, ONE);
  }

  private static String[] names(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = String.format(Locale.ROOT, "d-%07d", i);
    }
    return names;
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
