package io.weir.operators.column;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of values as objects, as Spark sorts them: nulls first, false before true, NaN above
 * every number, -0.0 equal to 0.0, texts by their UTF-8 bytes, bytes unsigned, arrays and structs
 * element by element.
 */
public final class ValueOrder {

  private ValueOrder() {}

  /**
   * The order of a type's values.
   *
   * @param type any
   * @return for values as {@link io.weir.api.data.Column#value} gives them
   */
  public static Comparator<@Nullable Object> of(DataType type) {
    return Comparator.nullsFirst(nonNull(type));
  }

  /**
   * Compares two texts as their UTF-8 bytes compare, without encoding them.
   *
   * @param left a text
   * @param right another
   * @return negative, zero or positive
   */
  public static int compareTexts(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // UTF-16 puts surrogates below U+E000..U+FFFF, UTF-8 above them.
        boolean surrogateA = Character.isSurrogate(a);
        boolean surrogateB = Character.isSurrogate(b);
        return surrogateA == surrogateB ? a - b : surrogateA ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }

  /**
   * Compares two doubles.
   *
   * @param left a number
   * @param right another
   * @return negative, zero or positive
   */
  public static int compareDoubles(double left, double right) {
    return left == right ? 0 : Double.compare(left, right);
  }

  /**
   * The one that stands for all values equal to one: with 0.0 for every -0.0 and one NaN for all in
   * it, so that it does not show which of them came first.
   *
   * @param value of any type, as {@link io.weir.api.data.Column#value} gives it
   * @return an equal value
   */
  public static @Nullable Object canonical(@Nullable Object value) {
    if (value instanceof Double number) {
      return number == 0 ? (Object) 0.0 : number.isNaN() ? (Object) Double.NaN : number;
    }
    if (value instanceof Float number) {
      return number == 0 ? (Object) 0.0f : number.isNaN() ? (Object) Float.NaN : number;
    }
    if (value instanceof List<?> elements) {
      List<@Nullable Object> canonical = new ArrayList<>(elements.size());
      elements.forEach(element -> canonical.add(canonical(element)));
      return canonical;
    }
    if (value instanceof Map<?, ?> fields) {
      Map<Object, @Nullable Object> canonical = new LinkedHashMap<>();
      fields.forEach((name, field) -> canonical.put(name, canonical(field)));
      return canonical;
    }
    return value;
  }

  private static Comparator<Object> nonNull(DataType type) {
    if (type == DataType.STRING) {
      return (a, b) -> compareTexts((String) a, (String) b);
    }
    if (type == DataType.DOUBLE) {
      return (a, b) -> compareDoubles((Double) a, (Double) b);
    }
    if (type == DataType.FLOAT) {
      return (a, b) -> compareDoubles((Float) a, (Float) b);
    }
    if (type == DataType.BINARY) {
      return (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
    }
    if (type instanceof DataType.Decimal) {
      return (a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b);
    }
    if (type instanceof DataType.Array array) {
      return arrays(of(array.element()));
    }
    if (type instanceof DataType.Struct struct) {
      return structs(struct);
    }
    return ValueOrder::natural;
  }

  @SuppressWarnings("unchecked") // Boolean, Integer, Long, Instant and LocalDate compare themselves
  private static int natural(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static Comparator<Object> arrays(Comparator<@Nullable Object> element) {
    return (a, b) -> {
      Iterator<?> left = ((List<?>) a).iterator();
      Iterator<?> right = ((List<?>) b).iterator();
      while (left.hasNext() && right.hasNext()) {
        int compared = element.compare(left.next(), right.next());
        if (compared != 0) {
          return compared;
        }
      }
      return Boolean.compare(left.hasNext(), right.hasNext());
    };
  }

  private static Comparator<Object> structs(DataType.Struct struct) {
    List<Comparator<@Nullable Object>> orders =
        struct.fields().stream().map(field -> of(field.type())).toList();
    return (a, b) -> {
      for (int i = 0; i < orders.size(); i++) {
        Field field = struct.fields().get(i);
        int compared =
            orders
                .get(i)
                .compare(((Map<?, ?>) a).get(field.name()), ((Map<?, ?>) b).get(field.name()));
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }
}
