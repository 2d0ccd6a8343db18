package io.weir.operators.sketch;

import io.weir.api.connector.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Memory of a sketch: an array, little-endian, of a fixed capacity that it only takes as far as it
 * is written to. What was not written yet reads as zero.
 *
 * <p>Thread: one at a time.
 */
final class SketchMemory extends UnusedMemory {

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  private static final byte[] NONE = new byte[0];

  // A sparse sketch is a head and a table of 32-bit entries, whose number doubles; so does the
  // array.
  private static final int HEAD_BYTES = 12;
  private static final int LEAST_ENTRIES = 8;

  private final int capacity;
  private byte[] bytes;

  /**
   * All zero.
   *
   * @param capacity bytes
   */
  SketchMemory(int capacity) {
    this(capacity, NONE);
  }

  private SketchMemory(int capacity, byte[] bytes) {
    this.capacity = capacity;
    this.bytes = bytes;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  SketchMemory copy() {
    return new SketchMemory(capacity, bytes.clone());
  }

  void write(ByteSink target) {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  /** Reads what {@link #write} wrote of a memory of the same capacity. */
  static SketchMemory read(int capacity, ByteBuffer source) {
    byte[] bytes = new byte[source.getInt()];
    source.get(bytes);
    return new SketchMemory(capacity, bytes);
  }

  /** Reads what {@link #write} wrote of a memory that was full. */
  static SketchMemory readFull(ByteBuffer source) {
    return read(source.getInt(source.position()), source);
  }

  private void check(long offset, long length) {
    if (offset < 0 || offset + length > capacity) {
      throw new IndexOutOfBoundsException(
          "%d bytes from %d of a memory of %d".formatted(length, offset, capacity));
    }
  }

  /** Whether a piece was written to; it is all zero otherwise. */
  private boolean isThere(long offset, long length) {
    check(offset, length);
    return offset + length <= bytes.length;
  }

  /** Makes room for a piece that is to be written, and gives where it begins. */
  private int room(long offset, long length) {
    check(offset, length);
    long end = offset + length;
    if (end > bytes.length) {
      long size = HEAD_BYTES + 4L * LEAST_ENTRIES;
      while (size < end) {
        size = HEAD_BYTES + 2 * (size - HEAD_BYTES);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(capacity, size));
    }
    return (int) offset;
  }

  @Override
  public long getCapacity() {
    return capacity;
  }

  /** Sketches remember it and do not use it; the real one may be another one tomorrow. */
  @Override
  public Object getArray() {
    return NONE;
  }

  @Override
  public long getCumulativeOffset(long offset) {
    return offset;
  }

  @Override
  public boolean isDirect() {
    return false;
  }

  @Override
  public void clear(long offset, long length) {
    if (offset < bytes.length) {
      Arrays.fill(bytes, (int) offset, (int) Math.min(bytes.length, offset + length), (byte) 0);
    }
  }

  @Override
  public byte getByte(long offset) {
    return isThere(offset, 1) ? bytes[(int) offset] : 0;
  }

  @Override
  public void putByte(long offset, byte value) {
    int at = room(offset, 1);
    bytes[at] = value;
  }

  @Override
  public short getShort(long offset) {
    return isThere(offset, 2) ? (short) SHORTS.get(bytes, (int) offset) : 0;
  }

  @Override
  public void putShort(long offset, short value) {
    int at = room(offset, 2);
    SHORTS.set(bytes, at, value);
  }

  @Override
  public int getInt(long offset) {
    return isThere(offset, 4) ? (int) INTS.get(bytes, (int) offset) : 0;
  }

  @Override
  public void putInt(long offset, int value) {
    int at = room(offset, 4);
    INTS.set(bytes, at, value);
  }

  @Override
  public long getLong(long offset) {
    return isThere(offset, 8) ? (long) LONGS.get(bytes, (int) offset) : 0;
  }

  @Override
  public void putLong(long offset, long value) {
    int at = room(offset, 8);
    LONGS.set(bytes, at, value);
  }

  @Override
  public double getDouble(long offset) {
    return isThere(offset, 8) ? (double) DOUBLES.get(bytes, (int) offset) : 0;
  }

  @Override
  public void putDouble(long offset, double value) {
    int at = room(offset, 8);
    DOUBLES.set(bytes, at, value);
  }

  @Override
  public void getIntArray(long offset, int[] target, int from, int length) {
    for (int i = 0; i < length; i++) {
      target[from + i] = getInt(offset + 4L * i);
    }
  }

  @Override
  public void putIntArray(long offset, int[] source, int from, int length) {
    room(offset, 4L * length);
    for (int i = 0; i < length; i++) {
      putInt(offset + 4L * i, source[from + i]);
    }
  }

  @Override
  public void getDoubleArray(long offset, double[] target, int from, int length) {
    for (int i = 0; i < length; i++) {
      target[from + i] = getDouble(offset + 8L * i);
    }
  }

  @Override
  public void putDoubleArray(long offset, double[] source, int from, int length) {
    room(offset, 8L * length);
    for (int i = 0; i < length; i++) {
      putDouble(offset + 8L * i, source[from + i]);
    }
  }
}
