package io.weir.engine.source;

import io.weir.api.connector.ByteSink;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The identities of the records seen within a horizon of event time. Open addressing over a ring:
 * the ring keeps the order of arrival, so that the oldest is forgotten first.
 *
 * <p>An identity is a 128-bit hash: at a million keys the chance that two differ and are taken for
 * equal is below 10<sup>-26</sup>.
 *
 * <p>Thread: the pipeline's.
 */
final class IdentityTable {

  private static final int INITIAL_CAPACITY = 1024;

  private final long horizonMicros;
  private final int maxKeys;

  // Ring of entries, oldest at head; capacity is a power of two.
  private long[] highs = new long[INITIAL_CAPACITY];
  private long[] lows = new long[INITIAL_CAPACITY];
  private long[] times = new long[INITIAL_CAPACITY];
  private long head;
  private long tail;

  // Open addressing: ring position + 1 (low 32 bits); 0 is free. Twice the ring's capacity.
  private int[] slots = new int[INITIAL_CAPACITY * 2];

  private long greatestMicros = Long.MIN_VALUE;
  private long forgotten;

  IdentityTable(long horizonMicros, int maxKeys) {
    this.horizonMicros = horizonMicros;
    this.maxKeys = maxKeys;
  }

  /**
   * Adds an identity unless it is known.
   *
   * @return false if it was known
   */
  boolean add(long high, long low, long eventMicros) {
    int slot = find(high, low);
    if (slots[slot] != 0) {
      return false;
    }
    greatestMicros = Math.max(greatestMicros, eventMicros);
    makeRoom();
    if (tail - head == highs.length) {
      grow();
    }
    int at = (int) tail & (highs.length - 1);
    highs[at] = high;
    lows[at] = low;
    times[at] = eventMicros;
    tail++;
    slots[find(high, low)] = at + 1;
    return true;
  }

  int size() {
    return (int) (tail - head);
  }

  /** Identities forgotten because of {@code max-keys} before their horizon had passed. */
  long forgotten() {
    return forgotten;
  }

  void write(ByteSink target) {
    target.writeLong(greatestMicros);
    target.writeLong(forgotten);
    target.writeInt(size());
    for (long i = head; i < tail; i++) {
      int at = (int) i & (highs.length - 1);
      target.writeLong(highs[at]);
      target.writeLong(lows[at]);
      target.writeLong(times[at]);
    }
  }

  void read(ByteBuffer source) {
    long greatest = source.getLong();
    long forgottenBefore = source.getLong();
    int count = source.getInt();
    for (int i = 0; i < count; i++) {
      add(source.getLong(), source.getLong(), source.getLong());
    }
    greatestMicros = greatest;
    forgotten = forgottenBefore;
  }

  private void makeRoom() {
    while (head < tail) {
      int at = (int) head & (highs.length - 1);
      boolean expired = times[at] < greatestMicros - horizonMicros;
      if (!expired && tail - head < maxKeys) {
        return;
      }
      if (!expired) {
        forgotten++;
      }
      remove(find(highs[at], lows[at]));
      head++;
    }
  }

  private int find(long high, long low) {
    int mask = slots.length - 1;
    int slot = (int) (high ^ (low >>> 32)) & mask;
    while (slots[slot] != 0) {
      int at = slots[slot] - 1;
      if (highs[at] == high && lows[at] == low) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Deletion by moving later entries of the probe run back (Knuth, TAOCP 3, 6.4, algorithm R). */
  private void remove(int freed) {
    int mask = slots.length - 1;
    int hole = freed;
    int slot = freed;
    slots[hole] = 0;
    while (true) {
      slot = (slot + 1) & mask;
      if (slots[slot] == 0) {
        return;
      }
      int at = slots[slot] - 1;
      int home = (int) (highs[at] ^ (lows[at] >>> 32)) & mask;
      boolean movable = hole <= slot ? home <= hole || home > slot : home <= hole && home > slot;
      if (movable) {
        slots[hole] = slots[slot];
        slots[slot] = 0;
        hole = slot;
      }
    }
  }

  private void grow() {
    int capacity = highs.length * 2;
    int count = size();
    highs = rotated(highs, capacity);
    lows = rotated(lows, capacity);
    times = rotated(times, capacity);
    head = 0;
    tail = count;
    slots = new int[capacity * 2];
    for (int at = 0; at < count; at++) {
      slots[find(highs[at], lows[at])] = at + 1;
    }
  }

  private long[] rotated(long[] ring, int capacity) {
    int start = (int) head & (ring.length - 1);
    long[] straight = Arrays.copyOfRange(ring, start, start + capacity);
    int first = ring.length - start;
    System.arraycopy(ring, 0, straight, first, start);
    return straight;
  }
}
