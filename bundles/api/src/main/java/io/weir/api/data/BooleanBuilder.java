package io.weir.api.data;

import java.util.Arrays;

/** Builds a column of booleans. */
public final class BooleanBuilder extends ColumnBuilder {

  private boolean[] values = new boolean[INITIAL_CAPACITY];

  BooleanBuilder() {
    super(DataType.BOOLEAN);
  }

  /**
   * Appends a value.
   *
   * @param value true or false
   */
  public void append(boolean value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }

  @Override
  void appendPlaceholder() {
    append(false);
  }

  @Override
  void appendBoxed(Object value) {
    append((boolean) (Boolean) value);
  }

  @Override
  public BooleanColumn build() {
    return new BooleanColumn(values, mask(), size);
  }
}
