package io.weir.operators.function.hash;

/** XXH64, xxHash of 64 bits. */
final class XxHash64 extends ValueHash {

  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE = 32;

  @Override
  long ofInt(int value, long seed) {
    return finish(withInt(seed + P5 + Integer.BYTES, value));
  }

  @Override
  long ofLong(long value, long seed) {
    return finish(withLong(seed + P5 + Long.BYTES, value));
  }

  @Override
  long ofBytes(byte[] bytes, long seed) {
    int at = bytes.length / STRIPE * STRIPE;
    long hash = (at == 0 ? seed + P5 : stripes(bytes, at, seed)) + bytes.length;
    for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
      hash = withLong(hash, LittleEndian.longAt(bytes, at));
    }
    if (at + Integer.BYTES <= bytes.length) {
      hash = withInt(hash, LittleEndian.intAt(bytes, at));
      at += Integer.BYTES;
    }
    for (; at < bytes.length; at++) {
      hash = Long.rotateLeft(hash ^ ((bytes[at] & 0xFF) * P5), 11) * P1;
    }
    return finish(hash);
  }

  private static long stripes(byte[] bytes, int end, long seed) {
    long[] lanes = {seed + P1 + P2, seed + P2, seed, seed - P1};
    for (int i = 0; i < end; i += STRIPE) {
      for (int lane = 0; lane < lanes.length; lane++) {
        lanes[lane] = round(lanes[lane], LittleEndian.longAt(bytes, i + lane * Long.BYTES));
      }
    }
    long hash =
        Long.rotateLeft(lanes[0], 1)
            + Long.rotateLeft(lanes[1], 7)
            + Long.rotateLeft(lanes[2], 12)
            + Long.rotateLeft(lanes[3], 18);
    for (long lane : lanes) {
      hash = (hash ^ round(0, lane)) * P1 + P4;
    }
    return hash;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long withInt(long hash, int value) {
    return Long.rotateLeft(hash ^ ((value & 0xFFFFFFFFL) * P1), 23) * P2 + P3;
  }

  private static long withLong(long hash, long value) {
    return Long.rotateLeft(hash ^ round(0, value), 27) * P1 + P4;
  }

  private static long finish(long mixed) {
    long hash = (mixed ^ (mixed >>> 33)) * P2;
    hash = (hash ^ (hash >>> 29)) * P3;
    return hash ^ (hash >>> 32);
  }
}
