package io.weir.api.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of byte strings. */
public final class BinaryColumn extends Column {

  private final byte[] @Nullable [] values;

  /**
   * A column over the given array, which it then owns; a null element is a null value.
   *
   * @param values one value a row; may be longer
   * @param size the number of rows
   */
  public BinaryColumn(byte[] @Nullable [] values, int size) {
    super(DataType.BINARY, size, values.length, nullsOf(values, size));
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public byte[] @Nullable [] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    return Objects.requireNonNull(values[row]);
  }

  @Override
  public BinaryColumn gather(int[] rows, int count) {
    byte[] @Nullable [] gathered = new byte[count] @Nullable [];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new BinaryColumn(gathered, count);
  }
}
