package io.weir.api.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntUnaryOperator;

/**
 * From hashes to codes, by open addressing with linear probing. A slot is one int: the upper bits
 * of the hash, which the place does not tell, and below them the code, which needs no more bits
 * than the place. So the index is small, and a probe that fails touches nothing else.
 *
 * <p>Threads: one at a time adds. Others may probe meanwhile: they may miss what is being added,
 * and what they find, and all that was written before it was added, they see whole.
 */
final class CodeIndex {

  private static final int INITIAL_SLOTS = 64;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

  private final IntUnaryOperator hashes;
  private volatile int[] slots = new int[INITIAL_SLOTS]; // 0 is free
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
   * The slots, a power of two, to be probed by {@link #slot} from {@code hash & (length - 1)} on up
   * to the first that is 0.
   */
  int[] slots() {
    return slots;
  }

  /** The slot at a place. */
  static int slot(int[] slots, int at) {
    return (int) SLOT.getAcquire(slots, at);
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
      slots = twice(slots);
    }
    put(slots, hash, code);
  }

  private int[] twice(int[] smaller) {
    int mask = smaller.length - 1;
    int[] larger = new int[smaller.length * 2];
    for (int slot : smaller) {
      if (slot != 0) {
        int code = code(slot, mask);
        put(larger, hashes.applyAsInt(code), code);
      }
    }
    return larger;
  }

  private static void put(int[] slots, int hash, int code) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    fill(slots, at, hash, code);
  }

  /** Fills a free slot; what was written before is seen by whoever sees it. */
  static void fill(int[] slots, int at, int hash, int code) {
    SLOT.setRelease(slots, at, (hash & -slots.length) | (code + 1));
  }

  long bytes() {
    return 4L * slots.length;
  }
}
