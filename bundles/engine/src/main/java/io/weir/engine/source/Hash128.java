package io.weir.engine.source;

/**
 * A 128-bit hash built value by value, for telling records apart: two lanes of 64 bits with the
 * finaliser of MurmurHash3 (Austin Appleby, public domain) and different odd multipliers.
 *
 * <p>Not for adversaries. Thread: one at a time.
 */
final class Hash128 {

  private long high;
  private long low;

  void reset() {
    high = 0x9E3779B97F4A7C15L;
    low = 0xC2B2AE3D27D4EB4FL;
  }

  void add(long value) {
    high = mix(high * 0xFF51AFD7ED558CCDL + value);
    low = mix((low ^ value) * 0xC4CEB9FE1A85EC53L + 0x52DCE729L);
  }

  void add(byte[] bytes, int length) {
    add(length);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      add(word(bytes, i, 8));
    }
    if (i < length) {
      add(word(bytes, i, length - i));
    }
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  private static long word(byte[] bytes, int offset, int count) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[offset + i] & 0xFFL) << (8 * i);
    }
    return word;
  }

  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
