package io.weir.api.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From strings to codes, by open addressing with linear probing. Beside each slot of a {@link
 * CodeIndex} stands the string itself: a program that keeps its strings brings the same instance
 * again, which is then found by one comparison, whatever its characters.
 *
 * <p>Threads: as for {@link CodeIndex}.
 */
final class StringIndex {

  private static final int INITIAL_SLOTS = 64;

  private volatile Places places = new Places(INITIAL_SLOTS);
  private int size;

  /** Slots as in {@link CodeIndex}, and the string of each. */
  private record Places(int[] slots, @Nullable String[] texts) {
    Places(int count) {
      this(new int[count], new @Nullable String[count]);
    }
  }

  /**
   * The code of a text.
   *
   * @return -1 if it is not here
   */
  int find(String text) {
    return find(places, text);
  }

  /**
   * The codes of many texts.
   *
   * @param texts the first {@code count} are looked up
   * @param codes receives them, -1 for a text that is not here
   * @param from where in {@code codes} to begin
   * @return how many are not here
   */
  int find(@Nullable String[] texts, int count, int[] codes, int from) {
    Places present = places;
    int missing = 0;
    for (int i = 0; i < count; i++) {
      int code = find(present, Objects.requireNonNull(texts[i]));
      codes[from + i] = code;
      missing += code >>> 31;
    }
    return missing;
  }

  private static int find(Places present, String text) {
    int[] slots = present.slots;
    @Nullable String[] texts = present.texts;
    int hash = hash(text);
    int mask = slots.length - 1;
    int at = hash & mask;
    for (int slot; (slot = CodeIndex.slot(slots, at)) != 0; at = (at + 1) & mask) {
      if (isSame(text, texts[at], slot, hash, mask)) {
        return CodeIndex.code(slot, mask);
      }
    }
    return -1;
  }

  @SuppressWarnings("ReferenceEquality") // the instance that came before needs no look at its chars
  private static boolean isSame(String text, @Nullable String known, int slot, int hash, int mask) {
    return known == text || (CodeIndex.mayHold(slot, hash, mask) && text.equals(known));
  }

  /** Adds a text that is not there. */
  void add(String text, int code) {
    size++;
    while (size * 4L > places.slots.length || code + 1 >= places.slots.length) {
      places = twice(places);
    }
    put(places, text, code);
  }

  private static Places twice(Places smaller) {
    int mask = smaller.slots.length - 1;
    Places larger = new Places(smaller.slots.length * 2);
    for (int at = 0; at <= mask; at++) {
      String text = smaller.texts[at];
      if (text != null) {
        put(larger, text, CodeIndex.code(smaller.slots[at], mask));
      }
    }
    return larger;
  }

  private static void put(Places places, String text, int code) {
    int hash = hash(text);
    int mask = places.slots.length - 1;
    int at = hash & mask;
    while (places.slots[at] != 0) {
      at = (at + 1) & mask;
    }
    places.texts[at] = text;
    CodeIndex.fill(places.slots, at, hash, code); // last, for then others see both
  }

  private static int hash(String text) {
    int mixed = text.hashCode() * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  long bytes() {
    return 8L * places.slots.length;
  }
}
