package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.operators.column.ValueCodec;
import io.weir.operators.expr.RowErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The exact sum of decimals, and their count. */
final class DecimalSumAccumulator extends Accumulator {

  private final CountAccumulator count;
  private final int scale;

  DecimalSumAccumulator(CountAccumulator count, DataType.Decimal type) {
    this.count = count;
    this.scale = type.scale();
  }

  @Override
  public int cells() {
    return 0;
  }

  @Override
  public int objects() {
    return 1;
  }

  @Override
  public long growth(Column[] arguments, int[] rows, int from, int to) {
    return 64L * (to - from);
  }

  @Override
  public void add(AddedRows input) {
    @Nullable BigDecimal[] values = ((DecimalColumn) input.arguments[0]).values();
    for (int i = input.from; i < input.to; i++) {
      addTo(input.cells, input.targets[i], Objects.requireNonNull(values[input.rows[i]]));
    }
  }

  @Override
  public void merge(Cells target, int targetRow, Cells source, int sourceRow) {
    BigDecimal later = sum(source, sourceRow);
    if (later != null) {
      addTo(target, targetRow, later);
    }
  }

  private void addTo(Cells cells, int row, BigDecimal value) {
    BigDecimal sum = sum(cells, row);
    cells.objects()[row * cells.objectWidth() + object()] = sum == null ? value : sum.add(value);
    if (sum == null) {
      cells.account(64);
    }
  }

  private @Nullable BigDecimal sum(Cells cells, int row) {
    return (BigDecimal) cells.objects()[row * cells.objectWidth() + object()];
  }

  @Override
  public long objectBytes(Cells cells, int row) {
    return sum(cells, row) == null ? 0 : 64;
  }

  AggregateResult sum(DataType.Decimal type) {
    return (cells, rows, from, n, errors) -> results(cells, rows, from, n, errors, type, false);
  }

  AggregateResult average(DataType.Decimal type) {
    return (cells, rows, from, n, errors) -> results(cells, rows, from, n, errors, type, true);
  }

  private Column results(
      Cells cells,
      int[] rows,
      int from,
      int n,
      RowErrors errors,
      DataType.Decimal type,
      boolean divide) {
    List<@Nullable BigDecimal> values = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      BigDecimal value = sum(cells, row);
      if (value != null) {
        value =
            divide
                ? value.divide(
                    BigDecimal.valueOf(count.count(cells, row)), type.scale(), RoundingMode.HALF_UP)
                : value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
          errors.raise(i, "%s overflows %s".formatted(divide ? "the average" : "the sum", type));
          value = null;
        }
      }
      values.add(value);
    }
    return Columns.ofObjects(type, values);
  }

  @Override
  public void write(Cells cells, int row, ByteSink target) {
    BigDecimal sum = sum(cells, row);
    target.writeByte(sum == null ? 0 : 1);
    if (sum != null) {
      ValueCodec.writeBytes(sum.unscaledValue().toByteArray(), target);
    }
  }

  @Override
  public void read(Cells cells, int row, ByteBuffer source) {
    if (source.get() != 0) {
      addTo(cells, row, new BigDecimal(new BigInteger(ValueCodec.readBytes(source)), scale));
    }
  }
}
