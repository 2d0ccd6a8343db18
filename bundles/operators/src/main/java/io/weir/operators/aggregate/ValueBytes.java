package io.weir.operators.aggregate;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What values take as objects, as the state budget counts them. */
final class ValueBytes {

  private ValueBytes() {}

  /**
   * The memory of a value.
   *
   * @param value as {@link io.weir.api.data.Column#value} gives it
   * @return bytes, roughly, the same on every machine; 0 for null
   */
  static long of(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof String text) {
      return 40L + text.length();
    }
    if (value instanceof byte[] bytes) {
      return 16L + bytes.length;
    }
    if (value instanceof BigDecimal) {
      return 64;
    }
    if (value instanceof Collection<?> list) {
      return 40 + list.stream().mapToLong(element -> 8 + of(element)).sum();
    }
    if (value instanceof Map<?, ?> struct) {
      return 64 + struct.values().stream().mapToLong(field -> 48 + of(field)).sum();
    }
    return 24;
  }
}
