package io.weir.operators.partition;

import java.util.Arrays;

/** Ints that become more. */
final class IntList {

  private int[] values = new int[64];
  private int size;

  int size() {
    return size;
  }

  int get(int i) {
    return values[i];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  void clear() {
    size = 0;
  }
}
