package io.weir.operators.aggregate;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.column.ValueCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as bytes that are the same for equal values. */
final class ValueKey {

  private ValueKey() {}

  /**
   * Writes a value as a checkpoint has it, but for numbers of several forms: every NaN is one
   * value, and so are 0.0 and -0.0.
   *
   * @param type its type
   * @param value as {@link io.weir.api.data.Column#value} gives it
   * @param target receives at least one byte
   */
  static void write(DataType type, @Nullable Object value, ByteSink target) {
    if (value instanceof Double number) {
      target.writeLong(Double.doubleToLongBits(number == 0 ? 0.0 : number));
    } else if (value instanceof Float number) {
      target.writeInt(Float.floatToIntBits(number == 0 ? 0f : number));
    } else if (value instanceof List<?> list && type instanceof DataType.Array array) {
      target.writeInt(list.size());
      list.forEach(element -> writeOrNull(array.element(), element, target));
    } else if (value instanceof Map<?, ?> map && type instanceof DataType.Struct struct) {
      for (Field field : struct.fields()) {
        writeOrNull(field.type(), map.get(field.name()), target);
      }
    } else {
      ValueCodec.write(type, value, target);
    }
  }

  private static void writeOrNull(DataType type, @Nullable Object value, ByteSink target) {
    target.writeByte(value == null ? 0 : 1);
    if (value != null) {
      write(type, value, target);
    }
  }
}
