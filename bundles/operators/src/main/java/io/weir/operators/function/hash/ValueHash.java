package io.weir.operators.function.hash;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BinaryColumn;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType.Decimal;
import io.weir.api.data.DataType.Struct;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Hashes values of any type by what a function does with ints, longs and bytes. A null leaves the
 * hash as it is; arrays and structs hash one value after the other, each with the hash so far as
 * its seed; -0.0 is 0.0.
 *
 * <p>Thread: immutable, any.
 */
abstract class ValueHash {

  /** Decimals of more digits are hashed by their bytes. */
  private static final int MOST_LONG_DIGITS = 18;

  abstract long ofInt(int value, long seed);

  abstract long ofLong(long value, long seed);

  abstract long ofBytes(byte[] bytes, long seed);

  /** The hash of a value, with a seed. */
  final long of(Column column, int row, long seed) {
    if (column.isNull(row)) {
      return seed;
    }
    if (column instanceof StringColumn texts) {
      String text = texts.dictionary().text(texts.codes()[row]);
      return ofBytes(text.getBytes(StandardCharsets.UTF_8), seed);
    }
    if (column instanceof DoubleColumn doubles) {
      return ofLong(Double.doubleToLongBits(doubles.values()[row] + 0.0), seed);
    }
    if (column instanceof LongColumn longs) {
      return ofLong(longs.values()[row], seed);
    }
    if (column instanceof IntColumn ints) {
      return ofInt(ints.values()[row], seed);
    }
    if (column instanceof BooleanColumn booleans) {
      return ofInt(booleans.values()[row] ? 1 : 0, seed);
    }
    if (column instanceof FloatColumn floats) {
      return ofInt(Float.floatToIntBits(floats.values()[row] + 0.0f), seed);
    }
    if (column instanceof DecimalColumn decimals) {
      BigDecimal value = Objects.requireNonNull(decimals.values()[row]);
      return ((Decimal) column.type()).precision() <= MOST_LONG_DIGITS
          ? ofLong(value.unscaledValue().longValue(), seed)
          : ofBytes(value.unscaledValue().toByteArray(), seed);
    }
    if (column instanceof BinaryColumn binaries) {
      return ofBytes(Objects.requireNonNull(binaries.values()[row]), seed);
    }
    return ofNested(column, row, seed);
  }

  private long ofNested(Column column, int row, long seed) {
    long hash = seed;
    if (column instanceof ArrayColumn arrays) {
      for (int e = arrays.offsets()[row]; e < arrays.offsets()[row + 1]; e++) {
        hash = of(arrays.elements(), e, hash);
      }
      return hash;
    }
    StructColumn structs = (StructColumn) column;
    for (int field = 0; field < ((Struct) column.type()).fields().size(); field++) {
      hash = of(structs.child(field), row, hash);
    }
    return hash;
  }
}
