package io.weir.api.data;

import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch: a primitive array and, where there are nulls, a mask.
 *
 * <p>The arrays are shared, not copied: who receives a column reads it and never writes to it.
 * Arrays may be longer than the column. A value under a null is unspecified.
 *
 * <p>Thread: one at a time; safe to hand over.
 */
public abstract sealed class Column
    permits BooleanColumn,
        IntColumn,
        LongColumn,
        FloatColumn,
        DoubleColumn,
        StringColumn,
        DecimalColumn,
        BinaryColumn,
        ArrayColumn,
        StructColumn {

  private final DataType type;
  private final int size;
  private final boolean @Nullable [] nulls;

  Column(DataType type, int size, int capacity, boolean @Nullable [] nulls) {
    if (capacity < size || (nulls != null && nulls.length < size)) {
      throw new IllegalArgumentException("arrays shorter than the column's size " + size);
    }
    this.type = type;
    this.size = size;
    this.nulls = nulls;
  }

  /**
   * The type of the values.
   *
   * @return the type
   */
  public final DataType type() {
    return type;
  }

  /**
   * The number of values.
   *
   * @return nulls included
   */
  public final int size() {
    return size;
  }

  /**
   * The null mask.
   *
   * @return true where the value is null; null when no value is, which kernels test once a batch
   */
  public final boolean @Nullable [] nulls() {
    return nulls;
  }

  /**
   * Whether a value is null.
   *
   * @param row 0 to size - 1
   * @return true if it is
   */
  public final boolean isNull(int row) {
    return nulls != null && nulls[row];
  }

  /**
   * A value as an object, for edges and tests, never in a kernel: Boolean, Integer, Long, Float,
   * Double, String, BigDecimal, byte[], Instant (timestamp), LocalDate (date), List (array), or a
   * Map in field order (struct).
   *
   * @param row 0 to size - 1
   * @return the value, null for null
   */
  public final @Nullable Object value(int row) {
    return isNull(row) ? null : boxed(row);
  }

  abstract Object boxed(int row);

  /**
   * Chosen rows as a new column.
   *
   * @param rows positions in this column, in the order wanted; -1 gives null
   * @param count how many of them
   * @return a column of {@code count} values
   */
  public abstract Column gather(int[] rows, int count);

  static boolean @Nullable [] nullsOf(@Nullable Object[] values, int size) {
    boolean[] nulls = null;
    for (int i = 0; i < size; i++) {
      if (values[i] == null) {
        if (nulls == null) {
          nulls = new boolean[size];
        }
        nulls[i] = true;
      }
    }
    return nulls;
  }

  final boolean @Nullable [] gatherNulls(int[] rows, int count) {
    boolean[] gathered = null;
    for (int i = 0; i < count; i++) {
      if (rows[i] < 0 || (nulls != null && nulls[rows[i]])) {
        if (gathered == null) {
          gathered = new boolean[count];
        }
        gathered[i] = true;
      }
    }
    return gathered;
  }
}
