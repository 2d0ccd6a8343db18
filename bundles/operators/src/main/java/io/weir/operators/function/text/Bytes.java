package io.weir.operators.function.text;

import io.weir.operators.expr.Row;
import java.util.Arrays;

/** What functions of texts do where they are given bytes. */
final class Bytes {

  private static final byte[] NONE = {};

  private Bytes() {}

  /** An argument that is not null. */
  static byte[] of(Row in, int argument) {
    byte[] bytes = (byte[]) in.value(argument);
    return bytes == null ? NONE : bytes;
  }

  /** From start, inclusive, to end, exclusive; both are clipped. */
  static byte[] slice(byte[] bytes, long start, long end) {
    int from = (int) Math.max(0, Math.min(start, bytes.length));
    int to = (int) Math.max(from, Math.min(end, bytes.length));
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** As {@link Chars#substring}. */
  static byte[] substring(byte[] bytes, int position, int length) {
    long start = position > 0 ? position - 1L : position == 0 ? 0 : (long) bytes.length + position;
    return length <= 0 ? NONE : slice(bytes, start, start + length);
  }

  /** As {@link Chars#pad}. */
  static byte[] pad(byte[] bytes, int length, byte[] pad, boolean left) {
    if (length <= bytes.length || pad.length == 0) {
      return slice(bytes, 0, length);
    }
    byte[] padded = new byte[length];
    int missing = length - bytes.length;
    for (int i = 0; i < missing; i++) {
      padded[left ? i : bytes.length + i] = pad[i % pad.length];
    }
    System.arraycopy(bytes, 0, padded, left ? missing : 0, bytes.length);
    return padded;
  }

  /** One after the other. */
  static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
