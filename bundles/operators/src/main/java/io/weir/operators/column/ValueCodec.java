package io.weir.operators.column;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes, for checkpoints: one byte that tells null from value, then the value,
 * big-endian. Doubles keep their bits.
 */
public final class ValueCodec {

  private ValueCodec() {}

  /**
   * Writes a value.
   *
   * @param type its type
   * @param value as {@link io.weir.api.data.Column#value} gives it
   * @param target receives the bytes
   */
  public static void write(DataType type, @Nullable Object value, ByteSink target) {
    target.writeByte(value == null ? 0 : 1);
    if (value == null) {
      return;
    }
    if (type instanceof DataType.Primitive primitive) {
      writePrimitive(primitive, value, target);
    } else if (type instanceof DataType.Decimal) {
      writeBytes(((BigDecimal) value).unscaledValue().toByteArray(), target);
    } else if (type instanceof DataType.Array array) {
      List<?> list = (List<?>) value;
      target.writeInt(list.size());
      list.forEach(element -> write(array.element(), element, target));
    } else {
      Map<?, ?> map = (Map<?, ?>) value;
      for (Field field : ((DataType.Struct) type).fields()) {
        write(field.type(), map.get(field.name()), target);
      }
    }
  }

  /**
   * Reads a value.
   *
   * @param type its type
   * @param source at its first byte
   * @return what was written
   */
  public static @Nullable Object read(DataType type, ByteBuffer source) {
    if (source.get() == 0) {
      return null;
    }
    if (type instanceof DataType.Primitive primitive) {
      return readPrimitive(primitive, source);
    }
    if (type instanceof DataType.Decimal decimal) {
      return new BigDecimal(new BigInteger(readBytes(source)), decimal.scale());
    }
    if (type instanceof DataType.Array array) {
      int size = source.getInt();
      List<@Nullable Object> list = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        list.add(read(array.element(), source));
      }
      return Collections.unmodifiableList(list);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Field field : ((DataType.Struct) type).fields()) {
      map.put(field.name(), read(field.type(), source));
    }
    return Collections.unmodifiableMap(map);
  }

  /**
   * Writes bytes behind their length.
   *
   * @param bytes any
   * @param target receives them
   */
  public static void writeBytes(byte[] bytes, ByteSink target) {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  /**
   * Reads what {@link #writeBytes} wrote.
   *
   * @param source at the length
   * @return the bytes
   */
  public static byte[] readBytes(ByteBuffer source) {
    byte[] bytes = new byte[source.getInt()];
    source.get(bytes);
    return bytes;
  }

  private static void writePrimitive(DataType.Primitive type, Object value, ByteSink target) {
    switch (type) {
      case BOOLEAN -> target.writeByte((Boolean) value ? 1 : 0);
      case INT -> target.writeInt((Integer) value);
      case DATE -> target.writeInt((int) ((LocalDate) value).toEpochDay());
      case LONG -> target.writeLong((Long) value);
      case TIMESTAMP -> target.writeLong(Instants.micros((Instant) value));
      case FLOAT -> target.writeInt(Float.floatToRawIntBits((Float) value));
      case DOUBLE -> target.writeLong(Double.doubleToRawLongBits((Double) value));
      case STRING -> writeBytes(((String) value).getBytes(StandardCharsets.UTF_8), target);
      case BINARY -> writeBytes((byte[]) value, target);
    }
  }

  private static Object readPrimitive(DataType.Primitive type, ByteBuffer source) {
    return switch (type) {
      case BOOLEAN -> source.get() != 0;
      case INT -> source.getInt();
      case DATE -> LocalDate.ofEpochDay(source.getInt());
      case LONG -> source.getLong();
      case TIMESTAMP -> Instant.EPOCH.plus(source.getLong(), ChronoUnit.MICROS);
      case FLOAT -> Float.intBitsToFloat(source.getInt());
      case DOUBLE -> Double.longBitsToDouble(source.getLong());
      case STRING -> new String(readBytes(source), StandardCharsets.UTF_8);
      case BINARY -> readBytes(source);
    };
  }
}
