package io.weir.api.data;

import java.time.LocalDate;
import java.util.Arrays;

/** Builds a column of ints or dates. */
public final class IntBuilder extends ColumnBuilder {

  private int[] values = new int[INITIAL_CAPACITY];

  IntBuilder(DataType type) {
    super(type);
  }

  /**
   * Appends a value.
   *
   * @param value an int, or days since the epoch
   */
  public void append(int value) {
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
    if (value instanceof LocalDate date) {
      append(Math.toIntExact(date.toEpochDay()));
    } else {
      append((int) (Integer) value);
    }
  }

  @Override
  public IntColumn build() {
    return new IntColumn(type(), values, mask(), size);
  }
}
