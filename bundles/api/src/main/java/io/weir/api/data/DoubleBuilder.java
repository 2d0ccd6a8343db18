package io.weir.api.data;

import java.util.Arrays;

/** Builds a column of doubles. */
public final class DoubleBuilder extends ColumnBuilder {

  private double[] values = new double[INITIAL_CAPACITY];

  DoubleBuilder() {
    super(DataType.DOUBLE);
  }

  /**
   * Appends a value.
   *
   * @param value any double
   */
  public void append(double value) {
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
    append((double) (Double) value);
  }

  @Override
  public DoubleColumn build() {
    return new DoubleColumn(values, mask(), size);
  }
}
