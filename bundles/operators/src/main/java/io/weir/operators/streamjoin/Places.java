package io.weir.operators.streamjoin;

import java.util.Arrays;

/**
 * Places of rows, which may come in any order and are given in that of their arrival.
 *
 * <p>Thread: one at a time.
 */
final class Places {

  private int[] places = new int[64];
  private int count;
  private boolean ascending = true;

  void clear() {
    count = 0;
    ascending = true;
  }

  void add(int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, count * 2);
    }
    ascending &= count == 0 || places[count - 1] < place;
    places[count++] = place;
  }

  /** Brings them into the order of arrival. */
  void sort() {
    if (!ascending) {
      Arrays.sort(places, 0, count);
      ascending = true;
    }
  }

  int count() {
    return count;
  }

  int get(int i) {
    return places[i];
  }
}
