package io.weir.operators.key;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.column.IntSorter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Distinct keys with dense ids, by open addressing over words. Ids stay as they are until their key
 * is dropped by {@link #retain}; then they are given to other keys, and {@link #epoch} rises so
 * that whoever remembers ids forgets them.
 *
 * <p>Thread: one at a time.
 */
public final class KeyTable {

  private static final int INITIAL_CAPACITY = 64;

  private final KeyPart[] parts;
  private final int stride; // a word a part, then the mask of nulls

  private long[] words = new long[0];
  private int[] slots = new int[INITIAL_CAPACITY * 2]; // id + 1; 0 is free
  private int bound;
  private int[] free = new int[0];
  private int freeCount;
  private int epoch;

  private int[] order = new int[0]; // ids by key
  private int[] fresh = new int[16]; // ids not in the order yet
  private int freshCount;

  /**
   * An empty table.
   *
   * @param types the types of a key's columns; may be empty: then there is one key
   */
  public KeyTable(List<DataType> types) {
    parts = types.stream().map(KeyPart::of).toArray(KeyPart[]::new);
    stride = parts.length + 1;
    words = new long[INITIAL_CAPACITY * stride];
    if (parts.length > Long.SIZE) {
      throw new IllegalArgumentException(
          "%d key columns: expected at most %d".formatted(parts.length, Long.SIZE));
    }
  }

  /** The number of keys. */
  public int size() {
    return bound - freeCount;
  }

  /** Every id is below this. */
  public int bound() {
    return bound;
  }

  /** Rises whenever ids change their meaning. */
  public int epoch() {
    return epoch;
  }

  /** Whether there is but one key, that of no columns. */
  public boolean hasNoColumns() {
    return parts.length == 0;
  }

  /** The id of the key of no columns; adds it if it is new. */
  public int addEmptyKey() {
    return findOrAdd(new long[1], 0);
  }

  int stride() {
    return stride;
  }

  int width() {
    return parts.length;
  }

  KeyPart part(int index) {
    return parts[index];
  }

  /** The id of a key given by its words, or -1. */
  int find(long[] key, int at) {
    int mask = slots.length - 1;
    int slot = hash(key, at) & mask;
    while (true) {
      int id = slots[slot] - 1;
      if (id < 0 || matches(id, key, at)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The id of a key given by its words; adds it if it is new. */
  int findOrAdd(long[] key, int at) {
    int id = find(key, at);
    return id >= 0 ? id : add(key, at);
  }

  private int add(long[] key, int at) {
    int id = freeCount > 0 ? free[--freeCount] : bound++;
    if ((id + 1) * stride > words.length) {
      words = Arrays.copyOf(words, words.length * 2);
    }
    System.arraycopy(key, at, words, id * stride, stride);
    if (size() * 2 > slots.length) {
      slots = new int[slots.length * 2];
      for (int other = 0; other < bound; other++) {
        if (!isFree(other)) {
          insert(other);
        }
      }
    } else {
      insert(id);
    }
    if (freshCount == fresh.length) {
      fresh = Arrays.copyOf(fresh, freshCount * 2);
    }
    fresh[freshCount++] = id;
    return id;
  }

  private boolean isFree(int id) {
    for (int i = 0; i < freeCount; i++) {
      if (free[i] == id) {
        return true;
      }
    }
    return false;
  }

  private void insert(int id) {
    int mask = slots.length - 1;
    int slot = hash(words, id * stride) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = id + 1;
  }

  private boolean matches(int id, long[] key, int at) {
    int own = id * stride;
    for (int i = 0; i < stride; i++) {
      if (words[own + i] != key[at + i]) {
        return false;
      }
    }
    return true;
  }

  private int hash(long[] key, int at) {
    long hash = 0;
    for (int i = at; i < at + stride; i++) {
      hash = (hash ^ key[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ (hash >>> 32));
  }

  /**
   * The memory that a key's values take beyond their words.
   *
   * @param id a key
   * @return bytes
   */
  public int extraBytes(int id) {
    int bytes = 0;
    long nulls = words[id * stride + parts.length];
    for (int i = 0; i < parts.length; i++) {
      if ((nulls >>> i & 1) == 0) {
        bytes += parts[i].extraBytes(words[id * stride + i]);
      }
    }
    return bytes;
  }

  /**
   * All ids in ascending order of their keys, nulls first.
   *
   * @return {@link #size} ids; shared, read only, valid until a key is added or dropped
   */
  public int[] sorted() {
    if (freshCount > 0) {
      IntSorter.sort(fresh, freshCount, this::compare);
      order = IntSorter.merged(order, order.length, fresh, freshCount, this::compare);
      freshCount = 0;
    }
    return order;
  }

  /**
   * Compares two keys.
   *
   * @param left an id
   * @param right an id
   * @return negative, zero or positive; nulls come first
   */
  public int compare(int left, int right) {
    return compare(left, this, right);
  }

  /**
   * Compares two keys.
   *
   * @param left an id
   * @param other a table of keys of the same types
   * @param right an id there
   * @return negative, zero or positive; nulls come first
   */
  public int compare(int left, KeyTable other, int right) {
    int leftAt = left * stride;
    int rightAt = right * stride;
    long leftNulls = words[leftAt + parts.length];
    long rightNulls = other.words[rightAt + parts.length];
    for (int i = 0; i < parts.length; i++) {
      boolean leftNull = (leftNulls >>> i & 1) != 0;
      boolean rightNull = (rightNulls >>> i & 1) != 0;
      int compared =
          leftNull || rightNull
              ? Boolean.compare(rightNull, leftNull)
              : parts[i].compare(words[leftAt + i], other.parts[i], other.words[rightAt + i]);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /**
   * A hash of a key's values, as {@link KeyHash} gives it for the columns that they came from.
   *
   * @param id a key
   * @return any number
   */
  public int hash(int id) {
    int at = id * stride;
    long nulls = words[at + parts.length];
    int hash = 0;
    for (int i = 0; i < parts.length; i++) {
      hash = KeyHash.with(hash, (nulls >>> i & 1) != 0 ? 0 : parts[i].hash(words[at + i]));
    }
    return hash;
  }

  /**
   * A column of the keys.
   *
   * @param index which column of the key
   * @param ids keys
   * @param from the first position in {@code ids}
   * @param count how many
   * @return a column of its own
   */
  public Column column(int index, int[] ids, int from, int count) {
    long[] values = new long[count];
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      int at = ids[from + i] * stride;
      nulls[i] = (words[at + parts.length] >>> index & 1) != 0;
      values[i] = nulls[i] ? 0 : words[at + index];
    }
    return parts[index].column(values, nulls, count);
  }

  /**
   * Writes a key for a checkpoint.
   *
   * @param id a key
   * @param target receives the bytes
   */
  public void write(int id, ByteSink target) {
    long nulls = words[id * stride + parts.length];
    target.writeLong(nulls);
    for (int i = 0; i < parts.length; i++) {
      if ((nulls >>> i & 1) == 0) {
        parts[i].write(words[id * stride + i], target);
      }
    }
  }

  /**
   * Reads a key that {@link #write} wrote.
   *
   * @param source at its first byte
   * @return its id here
   */
  public int read(ByteBuffer source) {
    long[] key = new long[stride];
    long nulls = source.getLong();
    key[parts.length] = nulls;
    for (int i = 0; i < parts.length; i++) {
      if ((nulls >>> i & 1) == 0) {
        key[i] = parts[i].read(source);
      }
    }
    return findOrAdd(key, 0);
  }

  /**
   * Drops keys and what only they needed.
   *
   * @param keep the ids to keep
   */
  public void retain(IntPredicate keep) {
    boolean[] freed = new boolean[bound];
    for (int i = 0; i < freeCount; i++) {
      freed[free[i]] = true;
    }
    free = new int[bound];
    freeCount = 0;
    Arrays.fill(slots, 0);
    for (KeyPart part : parts) {
      part.beginKeeping();
    }
    for (int id = bound - 1; id >= 0; id--) {
      if (freed[id] || !keep.test(id)) {
        freed[id] = true;
        free[freeCount++] = id;
      } else {
        keep(id);
      }
    }
    for (KeyPart part : parts) {
      part.endKeeping();
    }
    order = without(order, order.length, freed);
    fresh = without(fresh, freshCount, freed);
    freshCount = fresh.length;
    fresh = Arrays.copyOf(fresh, Math.max(16, freshCount));
    epoch++;
  }

  private void keep(int id) {
    long nulls = words[id * stride + parts.length];
    for (int i = 0; i < parts.length; i++) {
      if ((nulls >>> i & 1) == 0) {
        words[id * stride + i] = parts[i].keep(words[id * stride + i]);
      }
    }
    insert(id);
  }

  private static int[] without(int[] ids, int count, boolean[] freed) {
    int[] kept = new int[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (!freed[ids[i]]) {
        kept[size++] = ids[i];
      }
    }
    return Arrays.copyOf(kept, size);
  }

  /** The memory of the table without its values, bytes, roughly. */
  public long bytes() {
    return 8L * words.length + 4L * slots.length + 8L * order.length;
  }
}
