package io.weir.api.data;

import java.util.Arrays;

/** Builds a column of floats. */
public final class FloatBuilder extends ColumnBuilder {

  private float[] values = new float[INITIAL_CAPACITY];

  FloatBuilder() {
    super(DataType.FLOAT);
  }

  /**
   * Appends a value.
   *
   * @param value any float
   */
  public void append(float value) {
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
    append((float) (Float) value);
  }

  @Override
  public FloatColumn build() {
    return new FloatColumn(values, mask(), size);
  }
}
