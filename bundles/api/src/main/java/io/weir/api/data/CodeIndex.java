package io.weir.api.data;

import java.util.function.IntUnaryOperator;

/**
 * From hashes to codes, by open addressing with linear probing. A slot is one int: the upper bits
 * of the hash, which the place does not tell, and below them the code, which needs no more bits
 * than the place. So the index is small, and a probe that fails touches nothing else.
 *
 * <p>Thread: one at a time.
 */
final class CodeIndex {

  private static final int INITIAL_SLOTS = 64;

  private final IntUnaryOperator hashes;
  private int[] slots = new int[INITIAL_SLOTS]; // 0 is free
  private int size;

  /**
   * An empty index.
   *
   * @param hashes gives the hash of a code that was added
   */
  CodeIndex(IntUnaryOperator hashes) {
    this.hashes = hashes;
  }

  /**
   * The slots, a power of two, to be probed from {@code hash & (length - 1)} on up to the first
   * that is 0.
   */
  int[] slots() {
    return slots;
  }

  /** Whether a slot may hold a hash, given the number of slots minus 1. */
  static boolean mayHold(int slot, int hash, int mask) {
    return ((slot ^ hash) & ~mask) == 0;
  }

  /** The code in a slot. */
  static int code(int slot, int mask) {
    return (slot & mask) - 1;
  }

  /** Adds a code that is not there. */
  void add(int hash, int code) {
    size++;
    while (size * 2L > slots.length || code + 1 >= slots.length) {
      grow();
    }
    put(hash, code);
  }

  private void grow() {
    int[] smaller = slots;
    int mask = smaller.length - 1;
    slots = new int[smaller.length * 2];
    for (int slot : smaller) {
      if (slot != 0) {
        int code = code(slot, mask);
        put(hashes.applyAsInt(code), code);
      }
    }
  }

  private void put(int hash, int code) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = (hash & ~mask) | (code + 1);
  }

  long bytes() {
    return 4L * slots.length;
  }
}
