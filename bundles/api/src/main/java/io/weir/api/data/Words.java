package io.weir.api.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Short runs of bytes, eight at a time: most names of devices are one or two words long. */
final class Words {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private Words() {}

  static int hash(byte[] bytes, int offset, int length) {
    long hash = length;
    int at = offset;
    int left = length;
    for (; left >= Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, at));
    }
    if (left > 0) {
      hash = mix(hash ^ tail(bytes, at, left));
    }
    return (int) ((hash * MIX) >>> 32);
  }

  private static long mix(long hash) {
    long mixed = hash * MIX;
    return mixed ^ (mixed >>> 32);
  }

  /** Whether both runs have the same bytes. */
  static boolean equal(byte[] left, int leftOffset, byte[] right, int rightOffset, int length) {
    int at = 0;
    for (; length - at >= Long.BYTES; at += Long.BYTES) {
      if ((long) LONGS.get(left, leftOffset + at) != (long) LONGS.get(right, rightOffset + at)) {
        return false;
      }
    }
    int rest = length - at;
    return rest == 0 || tail(left, leftOffset + at, rest) == tail(right, rightOffset + at, rest);
  }

  /** One to seven bytes; what stands behind them in the array is masked out. */
  private static long tail(byte[] bytes, int at, int count) {
    if (at + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, at) & (-1L >>> (Long.SIZE - Byte.SIZE * count));
    }
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = (word << Byte.SIZE) | (bytes[at + i] & 0xFF);
    }
    return word;
  }
}
