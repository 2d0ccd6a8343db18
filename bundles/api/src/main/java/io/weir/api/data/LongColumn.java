package io.weir.api.data;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A column of longs, or of timestamps as microseconds since the epoch. */
public final class LongColumn extends Column {

  private final long[] values;

  /**
   * A column over the given arrays, which it then owns.
   *
   * @param type long or timestamp
   * @param values one value a row; may be longer
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public LongColumn(DataType type, long[] values, boolean @Nullable [] nulls, int size) {
    super(type, size, values.length, nulls);
    if (type != DataType.LONG && type != DataType.TIMESTAMP) {
      throw new IllegalArgumentException("LongColumn cannot hold " + type);
    }
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public long[] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    if (type() == DataType.TIMESTAMP) {
      return Instant.EPOCH.plus(values[row], ChronoUnit.MICROS);
    }
    return values[row];
  }

  @Override
  public LongColumn gather(int[] rows, int count) {
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new LongColumn(type(), gathered, gatherNulls(rows, count), count);
  }
}
