package io.weir.api.data;

import org.jspecify.annotations.Nullable;

/** A column of floats. */
public final class FloatColumn extends Column {

  private final float[] values;

  /**
   * A column over the given arrays, which it then owns.
   *
   * @param values one value a row; may be longer
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public FloatColumn(float[] values, boolean @Nullable [] nulls, int size) {
    super(DataType.FLOAT, size, values.length, nulls);
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public float[] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    return values[row];
  }

  @Override
  public FloatColumn gather(int[] rows, int count) {
    float[] gathered = new float[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new FloatColumn(gathered, gatherNulls(rows, count), count);
  }
}
