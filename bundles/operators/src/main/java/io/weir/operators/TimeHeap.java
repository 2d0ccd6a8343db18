package io.weir.operators;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Numbers with a time each, the earliest first; of equal times the smaller number.
 *
 * <p>Thread: one at a time.
 */
public final class TimeHeap {

  private long[] times = new long[64];
  private int[] items = new int[64];
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
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** The number with the earliest time; there must be one. */
  public int first() {
    return items[0];
  }

  /**
   * Adds a number.
   *
   * @param time any
   * @param item not in the heap
   */
  public void add(long time, int item) {
    if (size == items.length) {
      times = Arrays.copyOf(times, size * 2);
      items = Arrays.copyOf(items, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!before(time, item, parent)) {
        break;
      }
      times[at] = times[parent];
      items[at] = items[parent];
      at = parent;
    }
    times[at] = time;
    items[at] = item;
  }

  /**
   * Removes the number with the earliest time; there must be one.
   *
   * @return the number
   */
  public int removeFirst() {
    int first = items[0];
    long time = times[--size];
    int item = items[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(times[child + 1], items[child + 1], child)) {
        child++;
      }
      if (before(time, item, child)) {
        break;
      }
      times[at] = times[child];
      items[at] = items[child];
      at = child;
    }
    times[at] = time;
    items[at] = item;
    return first;
  }

  /**
   * Gives every number another one; of equal times the order stays.
   *
   * @param numbers from the present number to the new one, which rise together
   */
  public void renumber(IntUnaryOperator numbers) {
    for (int i = 0; i < size; i++) {
      items[i] = numbers.applyAsInt(items[i]);
    }
  }

  private boolean before(long time, int item, int at) {
    return time < times[at] || (time == times[at] && item < items[at]);
  }
}
