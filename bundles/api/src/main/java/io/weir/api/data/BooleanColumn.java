package io.weir.api.data;

import org.jspecify.annotations.Nullable;

/** A column of booleans. */
public final class BooleanColumn extends Column {

  private final boolean[] values;

  /**
   * A column over the given arrays, which it then owns.
   *
   * @param values one value a row; may be longer
   * @param nulls true where null, or null when no value is
   * @param size the number of rows
   */
  public BooleanColumn(boolean[] values, boolean @Nullable [] nulls, int size) {
    super(DataType.BOOLEAN, size, values.length, nulls);
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public boolean[] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    return values[row];
  }

  @Override
  public BooleanColumn gather(int[] rows, int count) {
    boolean[] gathered = new boolean[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new BooleanColumn(gathered, gatherNulls(rows, count), count);
  }
}
