package io.weir.operators.column;

import java.util.function.IntBinaryOperator;

/** A stable merge sort of ints by any order, without boxes. */
public final class IntSorter {

  private static final int INSERTION_RUN = 12;

  private IntSorter() {}

  /**
   * Sorts.
   *
   * @param values sorted in place
   * @param count how many of them
   * @param order negative if its first argument comes first
   */
  public static void sort(int[] values, int count, IntBinaryOperator order) {
    for (int from = 0; from < count; from += INSERTION_RUN) {
      insertionSort(values, from, Math.min(from + INSERTION_RUN, count), order);
    }
    int[] source = values;
    int[] target = new int[count > INSERTION_RUN ? count : 0];
    for (int run = INSERTION_RUN; run < count; run *= 2) {
      for (int from = 0; from < count; from += 2 * run) {
        int middle = Math.min(from + run, count);
        merge(source, from, middle, Math.min(middle + run, count), target, order);
      }
      int[] swap = source;
      source = target;
      target = swap;
    }
    if (source != values) {
      System.arraycopy(source, 0, values, 0, count);
    }
  }

  /**
   * Merges two sorted arrays.
   *
   * @param left sorted
   * @param leftCount how many of it
   * @param right sorted
   * @param rightCount how many of it
   * @param order their order
   * @return all of both, exactly
   */
  public static int[] merged(
      int[] left, int leftCount, int[] right, int rightCount, IntBinaryOperator order) {
    int[] merged = new int[leftCount + rightCount];
    int l = 0;
    int r = 0;
    for (int i = 0; i < merged.length; i++) {
      boolean takeLeft =
          r == rightCount || (l < leftCount && order.applyAsInt(left[l], right[r]) <= 0);
      merged[i] = takeLeft ? left[l++] : right[r++];
    }
    return merged;
  }

  private static void insertionSort(int[] values, int from, int to, IntBinaryOperator order) {
    for (int i = from + 1; i < to; i++) {
      int value = values[i];
      int j = i - 1;
      while (j >= from && order.applyAsInt(values[j], value) > 0) {
        values[j + 1] = values[j];
        j--;
      }
      values[j + 1] = value;
    }
  }

  private static void merge(
      int[] source, int from, int middle, int to, int[] target, IntBinaryOperator order) {
    int l = from;
    int r = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = r == to || (l < middle && order.applyAsInt(source[l], source[r]) <= 0);
      target[i] = takeLeft ? source[l++] : source[r++];
    }
  }
}
