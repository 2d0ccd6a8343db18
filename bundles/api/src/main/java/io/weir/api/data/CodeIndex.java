package io.weir.api.data;

/**
 * From hashes to codes, by open addressing with linear probing. A slot holds the hash and the code,
 * so that a probe that fails touches nothing else.
 *
 * <p>Thread: one at a time.
 */
final class CodeIndex {

  private static final int INITIAL_SLOTS = 64;

  private long[] slots = new long[INITIAL_SLOTS]; // the hash, then code + 1; 0 is free
  private int size;

  /**
   * The slots, to be probed from {@code hash & (length - 1)} on up to the first free one. A slot
   * holds {@link #code} in its lower half and {@link #hasHash} tells of its upper half.
   */
  long[] slots() {
    return slots;
  }

  static boolean hasHash(long slot, int hash) {
    return (int) (slot >>> 32) == hash;
  }

  static int code(long slot) {
    return (int) slot - 1;
  }

  /** Adds a code that is not there. */
  void add(int hash, int code) {
    if (++size * 2 > slots.length) {
      long[] smaller = slots;
      slots = new long[smaller.length * 2];
      for (long slot : smaller) {
        if (slot != 0) {
          put(slot);
        }
      }
    }
    put(((long) hash << 32) | (code + 1));
  }

  private void put(long entry) {
    int mask = slots.length - 1;
    int at = (int) (entry >>> 32) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = entry;
  }

  long bytes() {
    return 8L * slots.length;
  }
}
