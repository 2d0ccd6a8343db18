package io.weir.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds a column of byte strings. */
public final class BinaryBuilder extends ColumnBuilder {

  private byte[] @Nullable [] values = new byte[INITIAL_CAPACITY] @Nullable [];

  BinaryBuilder() {
    super(DataType.BINARY);
  }

  /**
   * Appends a value.
   *
   * @param value owned by the column from now on
   */
  public void append(byte[] value) {
    put(value);
  }

  @Override
  void appendPlaceholder() {
    put(null);
  }

  @Override
  void appendBoxed(Object value) {
    put((byte[]) value);
  }

  @Override
  public BinaryColumn build() {
    return new BinaryColumn(values, size);
  }

  private void put(byte @Nullable [] value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }
}
