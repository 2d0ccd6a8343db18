package io.weir.api.data;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds a column of decimals. */
public final class DecimalBuilder extends ColumnBuilder {

  private final DataType.Decimal decimal;
  private @Nullable BigDecimal[] values = new @Nullable BigDecimal[INITIAL_CAPACITY];

  DecimalBuilder(DataType.Decimal type) {
    super(type);
    this.decimal = type;
  }

  /**
   * Appends a value.
   *
   * @param value fits the type: its scale after setting it exactly, and its precision
   * @throws ArithmeticException if it does not
   */
  public void append(BigDecimal value) {
    BigDecimal scaled = value.setScale(decimal.scale());
    if (scaled.precision() > decimal.precision()) {
      throw new ArithmeticException(value + " does not fit " + decimal);
    }
    put(scaled);
  }

  @Override
  void appendPlaceholder() {
    put(null);
  }

  @Override
  void appendBoxed(Object value) {
    append((BigDecimal) value);
  }

  @Override
  public DecimalColumn build() {
    return new DecimalColumn(decimal, values, size);
  }

  private void put(@Nullable BigDecimal value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown(size));
    }
    values[size++] = value;
  }
}
