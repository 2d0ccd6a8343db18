package io.weir.engine.source;

import java.util.Arrays;

/**
 * The rows of a block that passed the checks, with what belongs to each.
 *
 * <p>Thread: the pipeline's. Arrays are as long as the longest block so far.
 */
final class PassedRows {

  private int[] rows = new int[64];
  private int[] records = new int[64];
  private long[] eventMicros = new long[64];
  private long[] receivedMicros = new long[64];
  private long[] watermarkMicros = new long[64];
  private int count;

  /** Starts again, with room for {@code most} rows. */
  void begin(int most) {
    count = 0;
    if (most > rows.length) {
      int larger = most * 2;
      rows = Arrays.copyOf(rows, larger);
      records = Arrays.copyOf(records, larger);
      eventMicros = Arrays.copyOf(eventMicros, larger);
      receivedMicros = Arrays.copyOf(receivedMicros, larger);
      watermarkMicros = Arrays.copyOf(watermarkMicros, larger);
    }
  }

  /** Adds a row of the decoded columns, made of a record of the block. */
  void add(int row, int record, long event, long received) {
    rows[count] = row;
    records[count] = record;
    eventMicros[count] = event;
    receivedMicros[count++] = received;
  }

  /** How many passed. */
  int count() {
    return count;
  }

  /** Their positions in the decoded columns, ascending. */
  int[] rows() {
    return rows;
  }

  /** The records that they are made of. */
  int[] records() {
    return records;
  }

  /** Their event times. */
  long[] eventMicros() {
    return eventMicros;
  }

  /** When they came. */
  long[] receivedMicros() {
    return receivedMicros;
  }

  /** The watermark before each; written by the {@link WatermarkTracker}. */
  long[] watermarkMicros() {
    return watermarkMicros;
  }
}
