package io.weir.api.data;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A column of ints, or of dates as days since the epoch. */
public final class IntColumn extends Column {

  private final int[] values;

  /**
   * A column over the given arrays, which it then owns.
   *
   * @param type int or date
   * @param values one value a row; may be longer
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public IntColumn(DataType type, int[] values, boolean @Nullable [] nulls, int size) {
    super(type, size, values.length, nulls);
    if (type != DataType.INT && type != DataType.DATE) {
      throw new IllegalArgumentException("IntColumn cannot hold " + type);
    }
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public int[] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    if (type() == DataType.DATE) {
      return LocalDate.ofEpochDay(values[row]);
    }
    return values[row];
  }

  @Override
  public IntColumn gather(int[] rows, int count) {
    int[] gathered = new int[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new IntColumn(type(), gathered, gatherNulls(rows, count), count);
  }
}
