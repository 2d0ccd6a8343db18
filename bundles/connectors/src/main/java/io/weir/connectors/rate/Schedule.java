package io.weir.connectors.rate;

/**
 * When rows are due: after a linear ramp from 0, at a steady rate.
 *
 * @param rowsPerSecond the steady rate, positive
 * @param rampMicros how long the ramp takes, 0 for none
 */
record Schedule(long rowsPerSecond, long rampMicros) {

  private static final double MICROS_PER_SECOND = 1e6;

  /** How many rows are due within a span: row n when {@link #dueMicros} of n has passed. */
  long dueAfter(long elapsedMicros) {
    double seconds = Math.max(0, elapsedMicros) / MICROS_PER_SECOND;
    double ramp = rampMicros / MICROS_PER_SECOND;
    double rows =
        seconds < ramp
            ? rowsPerSecond * seconds * seconds / (2 * ramp)
            : rowsPerSecond * (seconds - ramp / 2);
    long due = (long) rows + 1; // row 0 is due at once
    while (due > 0 && dueMicros(due - 1) > elapsedMicros) {
      due--;
    }
    while (dueMicros(due) <= elapsedMicros) {
      due++;
    }
    return due;
  }

  /** When row n, from 0, is due, in microseconds after the start. */
  long dueMicros(long n) {
    double ramp = rampMicros / MICROS_PER_SECOND;
    double rampRows = rowsPerSecond * ramp / 2;
    double seconds =
        n < rampRows
            ? StrictMath.sqrt(2 * ramp * n / rowsPerSecond)
            : ramp / 2 + (double) n / rowsPerSecond;
    return (long) (seconds * MICROS_PER_SECOND);
  }
}
