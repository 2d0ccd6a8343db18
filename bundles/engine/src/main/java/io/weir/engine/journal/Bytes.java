package io.weir.engine.journal;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteSink} wrote, and a few shapes that both sides share. */
public final class Bytes {

  private static final int CONTINUES = 0x80;

  private Bytes() {}

  /**
   * Reads an unsigned LEB128 integer.
   *
   * @param source positioned at it
   */
  public static long readVarLong(ByteBuffer source) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = source.get();
      value |= (long) (next & 0x7F) << shift;
      if ((next & CONTINUES) == 0) {
        return value;
      }
    }
  }

  /**
   * Reads an unsigned LEB128 integer that fits an int.
   *
   * @param source positioned at it
   */
  public static int readVarInt(ByteBuffer source) {
    return Math.toIntExact(readVarLong(source));
  }

  /**
   * Writes a signed integer, small in either direction.
   *
   * @param target receives the bytes
   * @param value any
   */
  public static void writeSigned(ByteSink target, long value) {
    target.writeVarLong((value << 1) ^ (value >> 63));
  }

  /**
   * Reads what {@link #writeSigned} wrote.
   *
   * @param source positioned at it
   */
  public static long readSigned(ByteBuffer source) {
    long folded = readVarLong(source);
    return (folded >>> 1) ^ -(folded & 1);
  }

  /**
   * Writes a text behind its length.
   *
   * @param target receives the bytes
   * @param text null is told from empty
   */
  public static void writeText(ByteSink target, @Nullable String text) {
    if (text == null) {
      target.writeVarLong(0);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    target.writeVarLong(utf8.length + 1L);
    target.write(utf8);
  }

  /**
   * Reads what {@link #writeText} wrote.
   *
   * @param source positioned at it
   */
  public static @Nullable String readNullableText(ByteBuffer source) {
    int length = readVarInt(source) - 1;
    return length < 0 ? null : text(source, length);
  }

  /**
   * Writes bytes behind their length.
   *
   * @param target receives them
   * @param bytes any
   * @param length how many of them
   */
  public static void writeBlob(ByteSink target, byte[] bytes, int length) {
    target.writeVarLong(length);
    target.write(bytes, 0, length);
  }

  /**
   * Reads what {@link #writeBlob} wrote.
   *
   * @param source positioned at it
   */
  public static ByteBuffer readBlob(ByteBuffer source) {
    int length = readVarInt(source);
    ByteBuffer blob = source.slice(source.position(), length).asReadOnlyBuffer();
    source.position(source.position() + length);
    return blob;
  }

  /**
   * A copy of what remains in a buffer.
   *
   * @param source keeps its position
   */
  public static byte[] copy(ByteBuffer source) {
    byte[] copy = new byte[source.remaining()];
    source.duplicate().get(copy);
    return copy;
  }

  static String readText(ByteBuffer source) {
    return text(source, readVarInt(source));
  }

  private static String text(ByteBuffer source, int length) {
    byte[] utf8 = new byte[length];
    source.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
