package io.weir.api.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distinct texts with dense codes: the i-th text added has code i. A string column holds codes into
 * one dictionary, so that joins, filters and grouping work on ints.
 *
 * <p>A dictionary only grows. Its owner replaces it by a fresh one when it has grown too large;
 * whoever remembers something by code therefore remembers it for one dictionary instance only and
 * compares instances with {@code ==}.
 *
 * <p>Open addressing with linear probing over one arena of UTF-8 bytes: a lookup from payload bytes
 * allocates nothing.
 *
 * <p>Thread: one at a time.
 */
public final class Dictionary {

  private static final int INITIAL_SLOTS = 64;

  private int[] slots = new int[INITIAL_SLOTS]; // code + 1; 0 is free
  private int[] hashes = new int[INITIAL_SLOTS / 2];
  private int[] ends = new int[INITIAL_SLOTS / 2];
  private @Nullable String[] texts = new @Nullable String[INITIAL_SLOTS / 2];
  private byte[] arena = new byte[INITIAL_SLOTS * 8];
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
    return arena.length + 4L * (slots.length + hashes.length + ends.length + texts.length);
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
    int hash = hash(utf8, offset, length);
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    while (true) {
      int code = slots[slot] - 1;
      if (code < 0) {
        return add(slot, hash, utf8, offset, length);
      }
      if (hashes[code] == hash && matches(code, utf8, offset, length)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
  }

  /**
   * The code of a text; adds the text if it is new.
   *
   * @param text any text
   * @return its code
   */
  public int codeOf(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return codeOf(utf8, 0, utf8.length);
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
    int hash = other.hashes[code];
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    while (true) {
      int candidate = slots[slot] - 1;
      if (candidate < 0
          || (hashes[candidate] == hash && matches(candidate, other.arena, start, length))) {
        return candidate;
      }
      slot = (slot + 1) & mask;
    }
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

  private boolean matches(int code, byte[] utf8, int offset, int length) {
    int start = start(code);
    return ends[code] - start == length
        && Arrays.equals(arena, start, start + length, utf8, offset, offset + length);
  }

  private int add(int slot, int hash, byte[] utf8, int offset, int length) {
    int code = size;
    int start = start(code);
    if (start + length > arena.length || start + length < 0) {
      arena = Arrays.copyOf(arena, grown(arena.length, start + length));
    }
    System.arraycopy(utf8, offset, arena, start, length);
    if (code == ends.length) {
      ends = Arrays.copyOf(ends, code * 2);
      hashes = Arrays.copyOf(hashes, code * 2);
      texts = Arrays.copyOf(texts, code * 2);
    }
    ends[code] = start + length;
    hashes[code] = hash;
    slots[slot] = code + 1;
    size = code + 1;
    if (size * 2 > slots.length) {
      rehash();
    }
    return code;
  }

  private static int grown(int capacity, int needed) {
    if (needed < 0) {
      throw new IllegalStateException("dictionary over 2 GiB: expected its owner to replace it");
    }
    return (int) Math.max(needed, Math.min(capacity * 2L, Integer.MAX_VALUE - 8L));
  }

  private void rehash() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int code = 0; code < size; code++) {
      int slot = spread(hashes[code]) & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = code + 1;
    }
    slots = larger;
  }

  private static int hash(byte[] bytes, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
