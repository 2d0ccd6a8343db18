package io.weir.api.data;

import java.time.Instant;
import java.util.Arrays;

/** Builds a column of longs or timestamps. */
public final class LongBuilder extends ColumnBuilder {

  private long[] values = new long[INITIAL_CAPACITY];

  LongBuilder(DataType type) {
    super(type);
  }

  /**
   * Appends a value.
   *
   * @param value a long, or microseconds since the epoch
   */
  public void append(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  @Override
  void appendPlaceholder() {
    append(0);
  }

  @Override
  void appendBoxed(Object value) {
    if (value instanceof Instant instant) {
      // ChronoUnit.MICROS.between overflows beyond 292 years.
      append(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000));
    } else {
      append((long) (Long) value);
    }
  }

  @Override
  public LongColumn build() {
    return new LongColumn(type(), values, mask(), size);
  }
}
