package io.weir.bench;

import java.util.Arrays;
import java.util.Locale;

/** Prints what was measured, one line each. */
final class Figures {

  private Figures() {}

  static void figure(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "FIGURE %s %s %s%n", name, text(value), unit);
  }

  static void ratio(String name, double value) {
    System.out.printf(Locale.ROOT, "RATIO %s %s%n", name, text(value));
  }

  static void note(String text) {
    System.out.println("# " + text);
  }

  /** The value below or at which a share of the sorted values lies. */
  static double percentile(long[] sorted, int count, double share) {
    return sorted[(int) Math.min(count - 1L, (long) (count * share))];
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String text(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
