package io.weir.api.data;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of decimals, each with the scale of the column's type. */
public final class DecimalColumn extends Column {

  private final @Nullable BigDecimal[] values;

  /**
   * A column over the given array, which it then owns; a null element is a null value.
   *
   * @param type the decimal type
   * @param values one value a row; may be longer
   * @param size the number of rows
   */
  public DecimalColumn(DataType.Decimal type, @Nullable BigDecimal[] values, int size) {
    super(type, size, values.length, nullsOf(values, size));
    this.values = values;
  }

  /**
   * The values.
   *
   * @return shared, read only; may be longer than the column
   */
  public @Nullable BigDecimal[] values() {
    return values;
  }

  @Override
  Object boxed(int row) {
    return Objects.requireNonNull(values[row]);
  }

  @Override
  public DecimalColumn gather(int[] rows, int count) {
    @Nullable BigDecimal[] gathered = new @Nullable BigDecimal[count];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        gathered[i] = values[rows[i]];
      }
    }
    return new DecimalColumn((DataType.Decimal) type(), gathered, count);
  }
}
