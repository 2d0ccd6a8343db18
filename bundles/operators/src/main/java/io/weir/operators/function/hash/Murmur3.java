package io.weir.operators.function.hash;

/**
 * MurmurHash3 of 32 bits, in the form that Spark hashes by: each byte behind the last four is mixed
 * by itself, with its sign.
 */
final class Murmur3 extends ValueHash {

  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  @Override
  long ofInt(int value, long seed) {
    return finish(mixed((int) seed, value), Integer.BYTES);
  }

  @Override
  long ofLong(long value, long seed) {
    int low = mixed((int) seed, (int) value);
    return finish(mixed(low, (int) (value >>> 32)), Long.BYTES);
  }

  @Override
  long ofBytes(byte[] bytes, long seed) {
    int hash = (int) seed;
    int whole = bytes.length & -4;
    for (int i = 0; i < whole; i += 4) {
      hash = mixed(hash, LittleEndian.intAt(bytes, i));
    }
    for (int i = whole; i < bytes.length; i++) {
      hash = mixed(hash, bytes[i]);
    }
    return finish(hash, bytes.length);
  }

  private static int mixed(int hash, int block) {
    int scrambled = Integer.rotateLeft(block * C1, 15) * C2;
    return Integer.rotateLeft(hash ^ scrambled, 13) * 5 + 0xe6546b64;
  }

  private static int finish(int mixed, int length) {
    int hash = mixed ^ length;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }
}
