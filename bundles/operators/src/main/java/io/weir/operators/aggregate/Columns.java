package io.weir.operators.aggregate;

import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.operators.column.ValueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Columns of results. */
final class Columns {

  private Columns() {}

  /** A column of booleans, integers, dates or timestamps. */
  static Column ofLongs(DataType type, long[] values, boolean[] nulls, int count) {
    if (type == DataType.LONG || type == DataType.TIMESTAMP) {
      return new LongColumn(type, values, nulls, count);
    }
    if (type == DataType.BOOLEAN) {
      boolean[] booleans = new boolean[count];
      for (int i = 0; i < count; i++) {
        booleans[i] = values[i] != 0;
      }
      return new BooleanColumn(booleans, nulls, count);
    }
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      ints[i] = (int) values[i];
    }
    return new IntColumn(type, ints, nulls, count);
  }

  /** A column of doubles or floats, given as the bits of doubles. */
  static Column ofDoubleBits(DataType type, long[] bits, boolean[] nulls) {
    if (type == DataType.FLOAT) {
      float[] floats = new float[bits.length];
      for (int i = 0; i < bits.length; i++) {
        floats[i] = (float) Double.longBitsToDouble(bits[i]);
      }
      return new FloatColumn(floats, nulls, bits.length);
    }
    double[] doubles = new double[bits.length];
    for (int i = 0; i < bits.length; i++) {
      doubles[i] = Double.longBitsToDouble(bits[i]);
    }
    return new DoubleColumn(doubles, nulls, bits.length);
  }

  /** A value that is there; which of equal ones came first must not show. */
  static Object canonical(@Nullable Object value) {
    return Objects.requireNonNull(ValueOrder.canonical(value));
  }

  /** A number of a type, or a time that was counted as one. */
  static Object ofDouble(DataType type, double value) {
    if (type instanceof DataType.Decimal decimal) {
      return new BigDecimal(Double.toString(value)).setScale(decimal.scale(), RoundingMode.HALF_UP);
    }
    return switch ((DataType.Primitive) type) {
      case INT -> (int) value;
      case LONG -> (long) value;
      case FLOAT -> (float) value;
      case TIMESTAMP -> Instant.EPOCH.plus((long) value, ChronoUnit.MICROS);
      case DATE -> LocalDate.ofEpochDay((long) value);
      default -> value;
    };
  }

  /** A column of values as objects. */
  static Column ofObjects(DataType type, List<? extends @Nullable Object> values) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    values.forEach(builder::append);
    return builder.build();
  }
}
