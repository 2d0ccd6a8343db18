package io.weir.operators.function.operator;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.BinaryColumn;
import io.weir.api.data.BooleanColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.DecimalColumn;
import io.weir.api.data.DoubleColumn;
import io.weir.api.data.FloatColumn;
import io.weir.api.data.IntColumn;
import io.weir.api.data.LongColumn;
import io.weir.api.data.StringColumn;
import io.weir.api.data.StructColumn;
import java.util.Arrays;
import java.util.Objects;

/**
 * The order of values, as Spark orders them: texts by their UTF-8 bytes, NaN equal to itself and
 * above all numbers, -0.0 equal to 0.0, and, within arrays and structs, nulls first.
 */
public final class Order {

  private Order() {}

  /**
   * Compares two values that are not null.
   *
   * @param a a column
   * @param i the row of the first value there
   * @param b a column of the same type
   * @param j the row of the second value there
   * @return negative, zero or positive
   */
  public static int compare(Column a, int i, Column b, int j) {
    if (a instanceof StringColumn x && b instanceof StringColumn y) {
      int left = x.codes()[i];
      int right = y.codes()[j];
      if (x.dictionary() == y.dictionary() && left == right) {
        return 0;
      }
      return x.dictionary().compare(left, y.dictionary(), right);
    }
    if (a instanceof LongColumn x && b instanceof LongColumn y) {
      return Long.compare(x.values()[i], y.values()[j]);
    }
    if (a instanceof IntColumn x && b instanceof IntColumn y) {
      return Integer.compare(x.values()[i], y.values()[j]);
    }
    if (a instanceof DoubleColumn x && b instanceof DoubleColumn y) {
      return compare(x.values()[i], y.values()[j]);
    }
    if (a instanceof FloatColumn x && b instanceof FloatColumn y) {
      return compare(x.values()[i], y.values()[j]);
    }
    if (a instanceof BooleanColumn x && b instanceof BooleanColumn y) {
      return Boolean.compare(x.values()[i], y.values()[j]);
    }
    if (a instanceof DecimalColumn x && b instanceof DecimalColumn y) {
      return Objects.requireNonNull(x.values()[i]).compareTo(Objects.requireNonNull(y.values()[j]));
    }
    if (a instanceof BinaryColumn x && b instanceof BinaryColumn y) {
      return Arrays.compareUnsigned(x.values()[i], y.values()[j]);
    }
    if (a instanceof ArrayColumn x && b instanceof ArrayColumn y) {
      return compareArrays(x, i, y, j);
    }
    StructColumn x = (StructColumn) a;
    StructColumn y = (StructColumn) b;
    int fields = ((DataType.Struct) x.type()).fields().size();
    for (int field = 0; field < fields; field++) {
      int order = compareNullable(x.child(field), i, y.child(field), j);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /**
   * Compares two doubles.
   *
   * @param a a number
   * @param b another
   * @return negative, zero or positive
   */
  public static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  private static int compareArrays(ArrayColumn x, int i, ArrayColumn y, int j) {
    int left = x.offsets()[i];
    int right = y.offsets()[j];
    while (left < x.offsets()[i + 1] && right < y.offsets()[j + 1]) {
      int order = compareNullable(x.elements(), left++, y.elements(), right++);
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left < x.offsets()[i + 1], right < y.offsets()[j + 1]);
  }

  private static int compareNullable(Column a, int i, Column b, int j) {
    if (a.isNull(i) || b.isNull(j)) {
      return Boolean.compare(b.isNull(j), a.isNull(i));
    }
    return compare(a, i, b, j);
  }
}
