package io.weir.bench.query;

import java.util.Locale;

/** Prints the lines that a script reads. */
final class Figures {

  private static final String PREFIX = System.getProperty("prefix", "");

  private Figures() {}

  static void ratio(String name, double value) {
    System.out.printf(Locale.ROOT, "RATIO %s%s %.2f%n", PREFIX, name, value);
  }

  static void figure(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "FIGURE %s%s %.2f %s%n", PREFIX, name, value, unit);
  }

  static void note(String text) {
    System.out.println("# " + text);
  }
}
