package io.weir.bench.query;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The records of the PRIORITY-WINDOW query: devices at random, a tenth of them not in the table,
 * times up to half a second out of order, 100,000 records a second of event time.
 *
 * <p>Records come in batches, as blocks come from a journal. Everything depends on the sizes alone.
 */
final class Workload {

  static final int BATCH = 2_000;
  private static final long START_MS = 1_700_000_000_000L;
  private static final int RECORDS_PER_MS = 100;
  private static final int JITTER_MS = 500;

  final int devices;
  final Map<String, Priority> table = new HashMap<>();
  final Reading[][] objects;

  private final String[] names;

  /**
   * Makes the records.
   *
   * @param devices how many there are
   * @param batches of {@link #BATCH} records each
   */
  Workload(int devices, int batches) {
    this.devices = devices;
    this.names = new String[devices];
    this.objects = new Reading[batches][BATCH];
    Random random = new Random(7);
    for (int i = 0; i < devices; i++) {
      names[i] = String.format(Locale.ROOT, "d-%05d", i);
      if (i % 10 != 0) {
        table.put(names[i], new Priority(random.nextInt(6), "site-" + i % 50));
      }
    }
    long record = 0;
    for (Reading[] batch : objects) {
      for (int i = 0; i < BATCH; i++) {
        long ts = START_MS + record++ / RECORDS_PER_MS - random.nextInt(JITTER_MS);
        double temp = random.nextInt(400) / 4.0;
        batch[i] = new Reading(names[random.nextInt(devices)], ts, temp);
      }
    }
  }

  long records() {
    return (long) objects.length * BATCH;
  }

  /** The same records, each with a device name of its own, as a decoder makes them. */
  Reading[][] withOwnNames() {
    Reading[][] own = new Reading[objects.length][BATCH];
    for (int b = 0; b < own.length; b++) {
      for (int i = 0; i < BATCH; i++) {
        Reading reading = objects[b][i];
        own[b][i] = new Reading(new String(reading.device()), reading.ts(), reading.temp());
      }
    }
    return own;
  }

  /** The same records in larger batches. */
  Reading[][] inBatchesOf(int size) {
    return inBatchesOf(size, objects);
  }

  /** Records in larger batches. */
  static Reading[][] inBatchesOf(int size, Reading[][] batches) {
    Reading[][] larger = new Reading[batches.length * BATCH / size][size];
    for (int b = 0; b < larger.length; b++) {
      for (int i = 0; i < size; i++) {
        int record = b * size + i;
        larger[b][i] = batches[record / BATCH][record % BATCH];
      }
    }
    return larger;
  }

  /** Records as JSON. */
  static byte[][][] json(Reading[][] objects) {
    byte[][][] json = new byte[objects.length][objects[0].length][];
    for (int b = 0; b < json.length; b++) {
      for (int i = 0; i < json[b].length; i++) {
        Reading reading = objects[b][i];
        String text =
            "{\"device\":\"" + reading.device() + "\",\"ts\":" + reading.ts() + ",\"temp\":"
                + reading.temp() + "}";
        json[b][i] = text.getBytes(StandardCharsets.UTF_8);
      }
    }
    return json;
  }
}
