package io.weir.testkit;

import io.weir.api.data.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values as {@link io.weir.api.data.Column#value} gives them: compared, checked, shown. */
final class Values {

  private Values() {}

  /** Whether a value is of a type; null is of every type. */
  static boolean fits(@Nullable Object value, DataType type) {
    if (value == null) {
      return true;
    }
    if (type instanceof DataType.Decimal decimal) {
      return value instanceof BigDecimal number
          && number.scale() <= decimal.scale()
          && number.precision() - number.scale() <= decimal.precision() - decimal.scale();
    }
    if (type instanceof DataType.Array array) {
      return value instanceof List<?> list
          && list.stream().allMatch(element -> fits(element, array.element()));
    }
    if (type instanceof DataType.Struct struct) {
      return value instanceof Map<?, ?> map
          && map.size() == struct.fields().size()
          && struct.fields().stream()
              .allMatch(f -> map.containsKey(f.name()) && fits(map.get(f.name()), f.type()));
    }
    return classOf((DataType.Primitive) type).isInstance(value);
  }

  private static Class<?> classOf(DataType.Primitive type) {
    return switch (type) {
      case BOOLEAN -> Boolean.class;
      case INT -> Integer.class;
      case LONG -> Long.class;
      case FLOAT -> Float.class;
      case DOUBLE -> Double.class;
      case STRING -> String.class;
      case BINARY -> byte[].class;
      case TIMESTAMP -> Instant.class;
      case DATE -> LocalDate.class;
    };
  }

  /** Whether two values are the same; floating ones also if they are near each other. */
  static boolean same(@Nullable Object a, @Nullable Object b, double tolerance) {
    if (a instanceof Number x && b instanceof Number y && isFloating(a) && isFloating(b)) {
      double first = x.doubleValue();
      double second = y.doubleValue();
      return Double.compare(first, second) == 0
          || Math.abs(first - second)
              <= tolerance * Math.max(1, Math.max(Math.abs(first), Math.abs(second)));
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!same(x.get(i), y.get(i), tolerance)) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key), tolerance));
    }
    return Objects.deepEquals(a, b);
  }

  private static boolean isFloating(Object value) {
    return value instanceof Double || value instanceof Float;
  }

  /** For messages: the value and its class. */
  static String shown(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    String text = value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
    return text + " (" + value.getClass().getSimpleName() + ")";
  }
}
