package io.weir.operators;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Numbers with a time each, the earliest first; of equal times the smaller number. Each has four
 * below it, which stand together: a large heap is slow by the cache lines that it touches.
 *
 * <p>Thread: one at a time.
 */
public final class TimeHeap {

  private static final int CHILDREN = 4;

  private long[] entries = new long[2 * 64]; // a time and a number each
  private int size;

  /** An empty heap. */
  public TimeHeap() {}

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** How many numbers are in it. */
  public int size() {
    return size;
  }

  /** The earliest time; {@link Long#MAX_VALUE} if there is none. */
  public long firstTime() {
    return size == 0 ? Long.MAX_VALUE : entries[0];
  }

  /** The number with the earliest time; there must be one. */
  public int first() {
    return (int) entries[1];
  }

  /**
   * Adds a number.
   *
   * @param time any
   * @param item not in the heap
   */
  public void add(long time, int item) {
    if (2 * size == entries.length) {
      entries = Arrays.copyOf(entries, entries.length * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / CHILDREN;
      if (!before(time, item, parent)) {
        break;
      }
      put(at, entries[2 * parent], entries[2 * parent + 1]);
      at = parent;
    }
    put(at, time, item);
  }

  private void put(int at, long time, long item) {
    entries[2 * at] = time;
    entries[2 * at + 1] = item;
  }

  /**
   * Removes the number with the earliest time; there must be one.
   *
   * @return the number
   */
  public int removeFirst() {
    int first = (int) entries[1];
    long time = entries[2 * --size];
    long item = entries[2 * size + 1];
    int at = 0;
    for (int child = 1; child < size; child = CHILDREN * at + 1) {
      int least = child;
      int end = Math.min(child + CHILDREN, size);
      for (int other = child + 1; other < end; other++) {
        if (before(entries[2 * other], entries[2 * other + 1], least)) {
          least = other;
        }
      }
      if (before(time, item, least)) {
        break;
      }
      put(at, entries[2 * least], entries[2 * least + 1]);
      at = least;
    }
    put(at, time, item);
    return first;
  }

  /**
   * Gives every number another one; of equal times the order stays.
   *
   * @param numbers from the present number to the new one, which rise together
   */
  public void renumber(IntUnaryOperator numbers) {
    for (int i = 0; i < size; i++) {
      entries[2 * i + 1] = numbers.applyAsInt((int) entries[2 * i + 1]);
    }
  }

  private boolean before(long time, long item, int at) {
    long other = entries[2 * at];
    return time < other || (time == other && item < entries[2 * at + 1]);
  }
}
