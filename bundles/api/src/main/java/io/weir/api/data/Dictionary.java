package io.weir.api.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Distinct texts with dense codes: the i-th text added has code i. A string column holds codes into
 * one dictionary, so that joins, filters and grouping work on ints.
 *
 * <p>A dictionary only grows. Its owner replaces it by a fresh one when it has grown too large;
 * whoever remembers something by code therefore remembers it for one dictionary instance only and
 * compares instances with {@code ==}.
 *
 * <p>The texts stand in one arena of UTF-8 bytes: a lookup from payload bytes allocates nothing. A
 * lookup of a {@link String} goes by its own hash, which it remembers, and encodes it only when it
 * is new here.
 *
 * <p>Threads: several may look texts up and add them at once, as when the records of a block are
 * decoded in parts; a lookup of a text that is there takes no lock. The number that a new text gets
 * depends on who comes first, so nothing but the text itself may show in a result.
 */
public final class Dictionary {

  private static final int INITIAL_TEXTS = 32;

  private final CodeIndex byBytes = new CodeIndex(this::hash);
  private final StringIndex byString = new StringIndex(); // of the texts that came as such
  private int[] ends = new int[INITIAL_TEXTS];
  private @Nullable String[] texts = new @Nullable String[INITIAL_TEXTS];
  private byte[] arena = new byte[INITIAL_TEXTS * 16];
  private int size;

  /** An empty dictionary. */
  public Dictionary() {}

  /**
   * The number of distinct texts.
   *
   * @return codes are 0 to size - 1
   */
  public int size() {
    return size;
  }

  /**
   * The memory that the dictionary holds.
   *
   * @return bytes, roughly; decoded strings are not counted
   */
  public long bytes() {
    return arena.length + 4L * (ends.length + texts.length) + byBytes.bytes() + byString.bytes();
  }

  /**
   * The code of a text; adds the text if it is new.
   *
   * @param utf8 holds the text
   * @param offset where it starts
   * @param length in bytes
   * @return its code
   */
  public int codeOf(byte[] utf8, int offset, int length) {
    int hash = Words.hash(utf8, offset, length);
    int code = find(hash, utf8, offset, length);
    return code >= 0 ? code : findOrAdd(hash, utf8, offset, length);
  }

  private synchronized int findOrAdd(int hash, byte[] utf8, int offset, int length) {
    int code = find(hash, utf8, offset, length);
    return code >= 0 ? code : add(hash, utf8, offset, length);
  }

  private int find(int hash, byte[] utf8, int offset, int length) {
    int[] slots = byBytes.slots();
    int mask = slots.length - 1;
    int at = hash & mask;
    for (int slot; (slot = CodeIndex.slot(slots, at)) != 0; at = (at + 1) & mask) {
      if (CodeIndex.mayHold(slot, hash, mask)) {
        int code = CodeIndex.code(slot, mask);
        int start = start(code);
        if (ends[code] - start == length && Words.equal(arena, start, utf8, offset, length)) {
          return code;
        }
      }
    }
    return -1;
  }

  /**
   * The code of a text; adds the text if it is new.
   *
   * @param text any text
   * @return its code
   */
  public int codeOf(String text) {
    int code = byString.find(text);
    return code >= 0 ? code : findOrAdd(text);
  }

  /**
   * The codes of many texts; adds those that are new. One loop, for a text that is known takes
   * little more than the call to look it up alone.
   *
   * @param some the first {@code count} are looked up
   * @param count how many
   * @param codes receives them
   * @param from where in {@code codes} to begin
   */
  void codesOf(@Nullable String[] some, int count, int[] codes, int from) {
    if (byString.find(some, count, codes, from) == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (codes[from + i] < 0) {
        codes[from + i] = findOrAdd(Objects.requireNonNull(some[i]));
      }
    }
  }

  private synchronized int findOrAdd(String text) {
    int known = byString.find(text);
    if (known >= 0) {
      return known;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int code = codeOf(utf8, 0, utf8.length);
    if (text.equals(text(code))) { // not so for an unpaired surrogate, which UTF-8 cannot say
      byString.add(text, code);
    }
    return code;
  }

  /**
   * The text of a code, decoded once and then shared.
   *
   * @param code 0 to size - 1
   * @return the text
   */
  public String text(int code) {
    String text = texts[code];
    if (text == null) {
      if (code >= size) {
        return ""; // of a row without value; not to be remembered, for the code will be given
      }
      int start = start(code);
      text = new String(arena, start, ends[code] - start, StandardCharsets.UTF_8);
      texts[code] = text;
    }
    return text;
  }

  /**
   * The length of a text.
   *
   * @param code 0 to size - 1
   * @return UTF-8 bytes
   */
  public int length(int code) {
    return ends[code] - start(code);
  }

  /**
   * A hash of a text: the same in every dictionary and every process.
   *
   * @param code 0 to size - 1
   * @return any number
   */
  public int hash(int code) {
    int start = start(code);
    return Words.hash(arena, start, ends[code] - start);
  }

  /**
   * Copies a text's bytes.
   *
   * @param code 0 to size - 1
   * @param target must have room for {@link #length} bytes
   * @param offset where to start in the target
   */
  public void copyTo(int code, byte[] target, int offset) {
    int start = start(code);
    System.arraycopy(arena, start, target, offset, ends[code] - start);
  }

  /**
   * The code here of a text of another dictionary; adds the text if it is new.
   *
   * @param other holds the text
   * @param code the text's code there
   * @return its code here
   */
  public int codeOf(Dictionary other, int code) {
    int start = other.start(code);
    return codeOf(other.arena, start, other.ends[code] - start);
  }

  /**
   * The code here of a text of another dictionary, if it is here.
   *
   * @param other holds the text
   * @param code the text's code there
   * @return its code here, or -1
   */
  public int find(Dictionary other, int code) {
    int start = other.start(code);
    int length = other.ends[code] - start;
    return find(Words.hash(other.arena, start, length), other.arena, start, length);
  }

  /**
   * Compares two texts by their UTF-8 bytes, unsigned, as Spark orders strings.
   *
   * @param code the first text, here
   * @param other the dictionary of the second
   * @param otherCode the second text
   * @return negative, zero or positive
   */
  public int compare(int code, Dictionary other, int otherCode) {
    return Arrays.compareUnsigned(
        arena, start(code), ends[code], other.arena, other.start(otherCode), other.ends[otherCode]);
  }

  private int start(int code) {
    return code == 0 ? 0 : ends[code - 1];
  }

  private int add(int hash, byte[] utf8, int offset, int length) {
    int code = size;
    int start = start(code);
    if (start + length > arena.length || start + length < 0) {
      arena = Arrays.copyOf(arena, grown(arena.length, start + length));
    }
    System.arraycopy(utf8, offset, arena, start, length);
    if (code == ends.length) {
      ends = Arrays.copyOf(ends, code * 2);
      texts = Arrays.copyOf(texts, code * 2);
    }
    ends[code] = start + length;
    size = code + 1;
    byBytes.add(hash, code); // last, for then others see it
    return code;
  }

  private static int grown(int capacity, int needed) {
    if (needed < 0) {
      throw new IllegalStateException("dictionary over 2 GiB: expected its owner to replace it");
    }
    return (int) Math.max(needed, Math.min(capacity * 2L, Integer.MAX_VALUE - 8L));
  }
}
