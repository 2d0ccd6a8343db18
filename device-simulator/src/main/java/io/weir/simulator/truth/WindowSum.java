package io.weir.simulator.truth;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Count, exact sum and greatest of the values in a group. */
final class WindowSum {

  private static final double TOLERANCE = 1e-9;

  private long rows;
  private long values;
  private BigDecimal sum = BigDecimal.ZERO;
  private @Nullable BigDecimal peak;
  private boolean exact = true;

  /** Adds a record; null is a field that was left out. */
  void add(@Nullable BigDecimal value) {
    rows++;
    if (value == null) {
      return;
    }
    values++;
    sum = sum.add(value);
    exact &= new BigDecimal(value.doubleValue()).compareTo(value) == 0;
    BigDecimal greatest = peak;
    if (greatest == null || value.compareTo(greatest) > 0) {
      peak = value;
    }
  }

  /** Records in the group. */
  long count() {
    return rows;
  }

  /** The average, or null if no record has a value. */
  @Nullable Double mean() {
    return values == 0 ? null : sum.doubleValue() / values;
  }

  /** The greatest value, or null if no record has one. */
  @Nullable Double peak() {
    BigDecimal greatest = peak;
    return greatest == null ? null : greatest.doubleValue();
  }

  /**
   * Whether an upstream row says the same. The mean must be equal to the last bit where every value
   * is a double and their sum is too; else the order of adding shows in the last digits.
   */
  boolean matches(UpstreamRow row) {
    return row.count() == rows && same(mean(), row.mean(), !sumIsExact()) && peakMatches(row);
  }

  private boolean peakMatches(UpstreamRow row) {
    return same(peak(), row.peak(), false);
  }

  private boolean sumIsExact() {
    return exact && new BigDecimal(sum.doubleValue()).compareTo(sum) == 0;
  }

  private static boolean same(@Nullable Double a, @Nullable Double b, boolean nearly) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    double tolerance = nearly ? TOLERANCE * Math.max(1, Math.abs(a)) : 0;
    return Math.abs(a - b) <= tolerance;
  }

  /** For people: {@code n=60 mean=61.5 peak=80.25}. */
  String describe() {
    return describe(rows, mean(), peak());
  }

  static String describe(long count, @Nullable Double mean, @Nullable Double peak) {
    return "n=" + count + " mean=" + mean + " peak=" + peak;
  }
}
