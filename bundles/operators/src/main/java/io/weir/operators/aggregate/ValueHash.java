package io.weir.operators.aggregate;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.column.Instants;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The 64-bit xxHash of values, as Spark's xxhash64 has it. */
final class ValueHash {

  private static final long SEED = 42;
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private ValueHash() {}

  /**
   * Hashes a value.
   *
   * @param type its type
   * @param value as {@link io.weir.api.data.Column#value} gives it
   * @return its hash
   */
  static long of(DataType type, Object value) {
    return hash(type, value, SEED);
  }

  private static long hash(DataType type, @Nullable Object value, long seed) {
    if (value == null) {
      return seed;
    }
    if (type instanceof DataType.Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> ofInt((Boolean) value ? 1 : 0, seed);
        case INT -> ofInt((Integer) value, seed);
        case DATE -> ofInt((int) ((LocalDate) value).toEpochDay(), seed);
        case LONG -> ofLong((Long) value, seed);
        case TIMESTAMP -> ofLong(Instants.micros((Instant) value), seed);
        case FLOAT -> ofInt(Float.floatToIntBits((Float) value == 0 ? 0f : (Float) value), seed);
        case DOUBLE ->
            ofLong(Double.doubleToLongBits((Double) value == 0 ? 0d : (Double) value), seed);
        case STRING -> ofBytes(((String) value).getBytes(StandardCharsets.UTF_8), seed);
        case BINARY -> ofBytes((byte[]) value, seed);
      };
    }
    if (type instanceof DataType.Decimal decimal) {
      BigDecimal number = (BigDecimal) value;
      return decimal.precision() <= 18
          ? ofLong(number.unscaledValue().longValue(), seed)
          : ofBytes(number.unscaledValue().toByteArray(), seed);
    }
    long hash = seed;
    if (type instanceof DataType.Array array) {
      for (Object element : (List<?>) value) {
        hash = hash(array.element(), element, hash);
      }
      return hash;
    }
    for (Field field : ((DataType.Struct) type).fields()) {
      hash = hash(field.type(), ((Map<?, ?>) value).get(field.name()), hash);
    }
    return hash;
  }

  private static long ofInt(int value, long seed) {
    long hash = seed + P5 + 4;
    hash ^= (value & 0xFFFFFFFFL) * P1;
    return mixed(Long.rotateLeft(hash, 23) * P2 + P3);
  }

  private static long ofLong(long value, long seed) {
    return mixed(word(seed + P5 + 8, value));
  }

  private static long word(long hash, long value) {
    return Long.rotateLeft(hash ^ (Long.rotateLeft(value * P2, 31) * P1), 27) * P1 + P4;
  }

  private static long mixed(long value) {
    long hash = value;
    hash ^= hash >>> 33;
    hash *= P2;
    hash ^= hash >>> 29;
    hash *= P3;
    return hash ^ (hash >>> 32);
  }

  private static long ofBytes(byte[] bytes, long seed) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long hash = bytes.length >= 32 ? ofStripes(in, seed) : seed + P5;
    hash += bytes.length;
    while (in.remaining() >= 8) {
      hash = word(hash, in.getLong());
    }
    if (in.remaining() >= 4) {
      hash ^= (in.getInt() & 0xFFFFFFFFL) * P1;
      hash = Long.rotateLeft(hash, 23) * P2 + P3;
    }
    while (in.hasRemaining()) {
      hash ^= (in.get() & 0xFFL) * P5;
      hash = Long.rotateLeft(hash, 11) * P1;
    }
    return mixed(hash);
  }

  private static long ofStripes(ByteBuffer in, long seed) {
    long[] lanes = {seed + P1 + P2, seed + P2, seed, seed - P1};
    while (in.remaining() >= 32) {
      for (int i = 0; i < 4; i++) {
        lanes[i] = Long.rotateLeft(lanes[i] + in.getLong() * P2, 31) * P1;
      }
    }
    long hash =
        Long.rotateLeft(lanes[0], 1)
            + Long.rotateLeft(lanes[1], 7)
            + Long.rotateLeft(lanes[2], 12)
            + Long.rotateLeft(lanes[3], 18);
    for (long lane : lanes) {
      hash = (hash ^ (Long.rotateLeft(lane * P2, 31) * P1)) * P1 + P4;
    }
    return hash;
  }
}
