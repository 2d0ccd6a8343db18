package io.weir.simulator.fleet;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations, ranges, rates and shares as people write them. */
public final class Quantities {

  private static final Pattern DURATION =
      Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(us|ms|s|m|h|d)");
  private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*/\\s*(ms|s|m|h|d)");
  private static final Map<String, Long> MICROS =
      Map.of(
          "us", 1L,
          "ms", 1_000L,
          "s", 1_000_000L,
          "m", 60_000_000L,
          "h", 3_600_000_000L,
          "d", 86_400_000_000L);

  private Quantities() {}

  /** Microseconds of {@code 250ms}, {@code 1.5h}, {@code -2s}; empty if it is no duration. */
  public static OptionalLong durationMicros(String text) {
    String trimmed = text.trim();
    if (trimmed.equals("0")) {
      return OptionalLong.of(0);
    }
    Matcher matcher = DURATION.matcher(trimmed);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    double micros = Double.parseDouble(matcher.group(1)) * micros(matcher.group(2));
    return Math.abs(micros) < 9e18 ? OptionalLong.of(Math.round(micros)) : OptionalLong.empty();
  }

  /** A range such as {@code 0ms..800ms}, or one duration; empty if it is neither. */
  static Optional<Span> span(String text) {
    int dots = text.indexOf("..");
    OptionalLong from = durationMicros(dots < 0 ? text : text.substring(0, dots));
    OptionalLong to = dots < 0 ? from : durationMicros(text.substring(dots + 2));
    if (from.isEmpty() || to.isEmpty() || to.getAsLong() < from.getAsLong()) {
      return Optional.empty();
    }
    return Optional.of(new Span(from.getAsLong(), to.getAsLong()));
  }

  /** Microseconds between two events at a rate such as {@code 2/s} or {@code 1/5m}'s like. */
  public static OptionalLong ratePeriodMicros(String text) {
    Matcher matcher = RATE.matcher(text.trim());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    double rate = Double.parseDouble(matcher.group(1));
    long period = Math.round(micros(matcher.group(2)) / rate);
    return rate > 0 && period >= 1 ? OptionalLong.of(period) : OptionalLong.empty();
  }

  /** A share from 0 to 1 of {@code 5%} or {@code 0.05}; empty if it is none. */
  static OptionalDouble share(String text) {
    String trimmed = text.trim();
    boolean percent = trimmed.endsWith("%");
    OptionalDouble number = number(percent ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
    if (number.isEmpty()) {
      return number;
    }
    double share = percent ? number.getAsDouble() / 100 : number.getAsDouble();
    return share >= 0 && share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
  }

  /** A finite number; empty if it is none. */
  static OptionalDouble number(String text) {
    try {
      double number = Double.parseDouble(text.trim());
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static long micros(String unit) {
    return MICROS.getOrDefault(unit, 0L);
  }
}
