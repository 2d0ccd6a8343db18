package io.weir.shell.text;

import java.util.Locale;

/** Numbers for people. */
public final class Amounts {

  private Amounts() {}

  /** Such as {@code 12,345}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A rate, such as {@code 10,000} or {@code 0.5}; {@code unbounded} for infinity. */
  public static String rate(double perSecond) {
    if (Double.isInfinite(perSecond)) {
      return "unbounded";
    }
    return perSecond < 10 && perSecond != Math.rint(perSecond)
        ? String.format(Locale.ROOT, "%.1f", perSecond)
        : String.format(Locale.ROOT, "%,.0f", perSecond);
  }

  /** A size with three digits, such as {@code 1.23 GB}; powers of 1024. */
  public static String bytes(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    String form = unit == 0 || value >= 100 ? "%.0f %s" : value >= 10 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, form, value, units[unit]);
  }
}
