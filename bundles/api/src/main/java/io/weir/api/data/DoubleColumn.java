package io.weir.api.data;

import org.jspecify.annotations.Nullable;

/** A column of doubles. */
public final class DoubleColumn extends Column {

  private final double[] values;

  /**
   * A column over the given arrays, which it then owns.
   *
   * @param values one value a row; may be longer
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public DoubleColumn(double[] values, boolean @Nullable [] nulls, int size) {
    super(DataType.DOUBLE, size, values.length, nulls);
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public double[] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    return values[row];
  }

  @Override
  public DoubleColumn gather(int[] rows, int count) {
    double[] gathered = new double[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new DoubleColumn(gathered, gatherNulls(rows, count), count);
  }
}
