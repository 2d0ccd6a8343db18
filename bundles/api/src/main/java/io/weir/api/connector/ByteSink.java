package io.weir.api.connector;

import java.util.Arrays;

/**
 * A growing run of bytes to write to, big-endian. Reused by its owner: what was written is valid
 * until the owner clears it.
 *
 * <p>Thread: one at a time.
 */
public final class ByteSink {

  private byte[] bytes = new byte[256];
  private int size;

  /** An empty sink. */
  public ByteSink() {}

  /**
   * The bytes written so far.
   *
   * @return how many
   */
  public int size() {
    return size;
  }

  /**
   * The backing array.
   *
   * @return shared; its first {@link #size} bytes are written
   */
  public byte[] array() {
    return bytes;
  }

  /** Forgets everything written, keeping the room. */
  public void clear() {
    size = 0;
  }

  /**
   * Forgets what was written behind a size.
   *
   * @param newSize 0 to {@link #size}
   */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  /**
   * Writes one byte.
   *
   * @param value its low 8 bits
   */
  public void writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /**
   * Writes four bytes.
   *
   * @param value big-endian
   */
  public void writeInt(int value) {
    ensure(4);
    bytes[size] = (byte) (value >>> 24);
    bytes[size + 1] = (byte) (value >>> 16);
    bytes[size + 2] = (byte) (value >>> 8);
    bytes[size + 3] = (byte) value;
    size += 4;
  }

  /**
   * Writes eight bytes.
   *
   * @param value big-endian
   */
  public void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  /**
   * Writes an unsigned integer of few bytes for small values (LEB128).
   *
   * @param value taken as unsigned
   */
  public void writeVarLong(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /**
   * Writes bytes.
   *
   * @param source holds them
   * @param offset where they start
   * @param length how many
   */
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /**
   * Writes bytes.
   *
   * @param source all of it
   */
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /**
   * Overwrites four bytes written before, as a length that is known only afterwards.
   *
   * @param position where, 0 to size - 4
   * @param value big-endian
   */
  public void setInt(int position, int value) {
    int end = size;
    size = position;
    writeInt(value);
    size = end;
  }

  /**
   * A copy of what was written.
   *
   * @return exactly {@link #size} bytes
   */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
