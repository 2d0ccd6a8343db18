package io.weir.operators.function.cast;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.function.operator.DecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Conversions among numbers, booleans, dates and timestamps. */
final class ScalarCasts {

  private static final long MICROS_PER_SECOND = 1_000_000L;

  private ScalarCasts() {}

  /** Reads an argument as a whole number. */
  @FunctionalInterface
  private interface LongOf {
    long at(Row row);
  }

  /** Reads an argument as a double. */
  @FunctionalInterface
  private interface DoubleOf {
    double at(Row row);
  }

  /** Reads an argument as a decimal; null where none is so much. */
  @FunctionalInterface
  private interface DecimalOf {
    @Nullable BigDecimal at(Row row);
  }

  static RowFunction function(DataType from, DataType to) {
    if (to == DataType.INT) {
      LongOf value = longOf(from, "int");
      return (in, out) -> {
        long number = value.at(in);
        if (number != (int) number) {
          throw overflow(number, "int");
        }
        out.putInt((int) number);
      };
    }
    if (to == DataType.LONG) {
      LongOf value = longOf(from, "long");
      return (in, out) -> out.putLong(value.at(in));
    }
    if (to == DataType.DOUBLE) {
      DoubleOf value = doubleOf(from);
      return (in, out) -> out.putDouble(value.at(in));
    }
    if (to == DataType.FLOAT) {
      if (from == DataType.LONG) {
        return (in, out) -> out.putFloat((float) in.longAt(0));
      }
      if (from instanceof Decimal) {
        return (in, out) -> out.putFloat(in.decimal(0).floatValue());
      }
      DoubleOf value = doubleOf(from);
      return (in, out) -> out.putFloat((float) value.at(in));
    }
    if (to instanceof Decimal decimal) {
      DecimalOf value = decimalOf(from);
      return (in, out) -> {
        BigDecimal number = value.at(in);
        if (number == null) {
          out.putNull();
        } else {
          out.putDecimal(DecimalMath.fit(number, decimal));
        }
      };
    }
    if (to == DataType.BOOLEAN) {
      DoubleOf value = from instanceof Decimal ? r -> r.decimal(0).signum() : doubleOf(from);
      return (in, out) -> out.putBoolean(value.at(in) != 0);
    }
    if (to == DataType.DATE) {
      return (in, out) -> out.putInt((int) Math.floorDiv(in.longAt(0), TimeText.MICROS_PER_DAY));
    }
    return toTimestamp(from);
  }

  private static RowFunction toTimestamp(DataType from) {
    if (from == DataType.DATE) {
      return (in, out) -> out.putLong(exactly(in.intAt(0), TimeText.MICROS_PER_DAY));
    }
    if (from == DataType.INT || from == DataType.LONG) {
      LongOf value = longOf(from, "timestamp");
      return (in, out) -> out.putLong(exactly(value.at(in), MICROS_PER_SECOND));
    }
    if (from instanceof Decimal) {
      return (in, out) -> out.putLong(truncated(in.decimal(0).movePointRight(6), "timestamp"));
    }
    DoubleOf value = doubleOf(from);
    return (in, out) -> out.putLong(truncated(value.at(in) * MICROS_PER_SECOND, "timestamp"));
  }

  private static long exactly(long value, long unit) {
    if (Math.multiplyHigh(value, unit) != (value * unit) >> 63) {
      throw overflow(value, "timestamp");
    }
    return value * unit;
  }

  private static LongOf longOf(DataType from, String to) {
    if (from == DataType.INT) {
      return row -> row.intAt(0);
    }
    if (from == DataType.LONG) {
      return row -> row.longAt(0);
    }
    if (from == DataType.BOOLEAN) {
      return row -> row.booleanAt(0) ? 1 : 0;
    }
    if (from == DataType.TIMESTAMP) {
      return row -> Math.floorDiv(row.longAt(0), MICROS_PER_SECOND);
    }
    if (from instanceof Decimal) {
      return row -> truncated(row.decimal(0), to);
    }
    return from == DataType.FLOAT
        ? row -> truncated(row.floatAt(0), to)
        : row -> truncated(row.doubleAt(0), to);
  }

  private static DoubleOf doubleOf(DataType from) {
    if (from == DataType.FLOAT) {
      return row -> row.floatAt(0);
    }
    if (from == DataType.DOUBLE) {
      return row -> row.doubleAt(0);
    }
    if (from instanceof Decimal) {
      return row -> row.decimal(0).doubleValue();
    }
    if (from == DataType.TIMESTAMP) {
      return row -> row.longAt(0) / (double) MICROS_PER_SECOND;
    }
    LongOf whole = longOf(from, "double");
    return whole::at;
  }

  private static DecimalOf decimalOf(DataType from) {
    if (from instanceof Decimal) {
      return row -> row.decimal(0);
    }
    if (from == DataType.TIMESTAMP) {
      return row -> BigDecimal.valueOf(row.longAt(0), 6);
    }
    if (from == DataType.FLOAT) {
      // By way of its shortest text, as Spark has it: 0.1 is 0.1.
      return row -> decimal(row.floatAt(0), Float.toString(row.floatAt(0)));
    }
    if (from == DataType.DOUBLE) {
      return row -> decimal(row.doubleAt(0), NumberText.of(row.doubleAt(0)));
    }
    LongOf whole = longOf(from, "decimal");
    return row -> BigDecimal.valueOf(whole.at(row));
  }

  /** NaN and the infinities are null, as in Spark, though beyond any decimal. */
  private static @Nullable BigDecimal decimal(double value, String text) {
    return Double.isFinite(value) ? new BigDecimal(text) : null;
  }

  /** Towards zero. */
  private static long truncated(double value, String to) {
    // 2^63 itself does not fit; the comparison is false for NaN.
    boolean fits = Math.floor(value) < 0x1p63 && Math.ceil(value) >= -0x1p63;
    if (!fits) {
      throw new RowFailure("overflow: %s does not fit %s".formatted(NumberText.of(value), to));
    }
    return (long) value;
  }

  private static long truncated(BigDecimal value, String to) {
    BigInteger whole = value.setScale(0, RoundingMode.DOWN).unscaledValue();
    if (whole.bitLength() > 63) {
      throw new RowFailure("overflow: %s does not fit %s".formatted(value.toPlainString(), to));
    }
    return whole.longValue();
  }

  private static RowFailure overflow(long value, String type) {
    return new RowFailure("overflow: %d does not fit %s".formatted(value, type));
  }
}
