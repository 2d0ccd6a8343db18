package io.weir.connectors.memory;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row as bytes and back, with every value's type and all its digits. */
final class RowCodec {

  private final List<Field> fields;

  RowCodec(Schema schema) {
    this.fields = schema.fields();
  }

  void write(Batch batch, int row, @Nullable String id, ByteSink target) {
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).hidden()) {
        writeValue(fields.get(i).type(), batch.column(i).value(row), target);
      }
    }
    writeValue(DataType.STRING, id, target);
  }

  Map<String, @Nullable Object> read(ByteBuffer source) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (Field field : fields) {
      if (!field.hidden()) {
        row.put(field.name(), readValue(field.type(), source));
      }
    }
    Object id = readValue(DataType.STRING, source);
    if (id != null) {
      row.put("_id", id);
    }
    return row;
  }

  private static void writeValue(DataType type, @Nullable Object value, ByteSink target) {
    target.writeByte(value == null ? 0 : 1);
    if (value == null) {
      return;
    }
    if (type instanceof DataType.Primitive primitive) {
      writePrimitive(primitive, value, target);
    } else if (type instanceof DataType.Decimal) {
      writeBytes(((BigDecimal) value).unscaledValue().toByteArray(), target);
    } else if (type instanceof DataType.Array array) {
      List<?> elements = (List<?>) value;
      target.writeInt(elements.size());
      elements.forEach(element -> writeValue(array.element(), element, target));
    } else {
      Map<?, ?> struct = (Map<?, ?>) value;
      for (Field field : ((DataType.Struct) type).fields()) {
        writeValue(field.type(), struct.get(field.name()), target);
      }
    }
  }

  private static void writePrimitive(DataType.Primitive type, Object value, ByteSink target) {
    switch (type) {
      case BOOLEAN -> target.writeByte((Boolean) value ? 1 : 0);
      case INT -> target.writeInt((Integer) value);
      case LONG -> target.writeLong((Long) value);
      case FLOAT -> target.writeInt(Float.floatToRawIntBits((Float) value));
      case DOUBLE -> target.writeLong(Double.doubleToRawLongBits((Double) value));
      case STRING -> writeBytes(((String) value).getBytes(StandardCharsets.UTF_8), target);
      case BINARY -> writeBytes((byte[]) value, target);
      case TIMESTAMP -> {
        Instant instant = (Instant) value;
        target.writeLong(instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000);
      }
      case DATE -> target.writeLong(((LocalDate) value).toEpochDay());
    }
  }

  private static void writeBytes(byte[] bytes, ByteSink target) {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  private static @Nullable Object readValue(DataType type, ByteBuffer source) {
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
      List<@Nullable Object> elements = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        elements.add(readValue(array.element(), source));
      }
      return elements;
    }
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    for (Field field : ((DataType.Struct) type).fields()) {
      struct.put(field.name(), readValue(field.type(), source));
    }
    return struct;
  }

  private static Object readPrimitive(DataType.Primitive type, ByteBuffer source) {
    return switch (type) {
      case BOOLEAN -> source.get() != 0;
      case INT -> source.getInt();
      case LONG -> source.getLong();
      case FLOAT -> Float.intBitsToFloat(source.getInt());
      case DOUBLE -> Double.longBitsToDouble(source.getLong());
      case STRING -> new String(readBytes(source), StandardCharsets.UTF_8);
      case BINARY -> readBytes(source);
      case TIMESTAMP ->
          Objects.requireNonNull(Instant.EPOCH.plus(source.getLong(), ChronoUnit.MICROS));
      case DATE -> LocalDate.ofEpochDay(source.getLong());
    };
  }

  private static byte[] readBytes(ByteBuffer source) {
    byte[] bytes = new byte[source.getInt()];
    source.get(bytes);
    return bytes;
  }
}
