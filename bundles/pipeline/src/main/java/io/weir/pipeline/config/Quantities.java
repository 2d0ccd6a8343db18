package io.weir.pipeline.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and sizes as users write them. */
public final class Quantities {

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private static final Map<String, Integer> BYTES =
      Map.of("b", 0, "kb", 10, "mb", 20, "gb", 30, "tb", 40);

  /** What is expected, for messages. */
  public static final String DURATION_FORM = "a duration with a unit such as 100ms, 2s, 5m, 1h, 7d";

  /** What is expected, for messages. */
  public static final String SIZE_FORM = "a size with a unit such as 512B, 64KB, 200MB, 2GB";

  private Quantities() {}

  /**
   * A duration.
   *
   * @param text a whole number and a unit, at most 292 years; {@code 0} needs no unit
   * @return null if it is none
   */
  public static @Nullable Duration duration(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    BigInteger number = new BigInteger(matcher.group(1));
    Long unit = NANOS.get(matcher.group(2));
    if (unit == null) {
      return matcher.group(2).isEmpty() && number.signum() == 0 ? Duration.ZERO : null;
    }
    BigInteger nanos = number.multiply(BigInteger.valueOf(unit));
    return nanos.bitLength() > 63 ? null : Duration.ofNanos(nanos.longValueExact());
  }

  /**
   * A size.
   *
   * @param text a whole number and a unit, a power of 1024; {@code 0} needs no unit
   * @return bytes, null if it is none
   */
  public static @Nullable Long bytes(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    BigInteger number = new BigInteger(matcher.group(1));
    Integer shift = BYTES.get(matcher.group(2).toLowerCase(Locale.ROOT));
    if (shift == null) {
      return matcher.group(2).isEmpty() && number.signum() == 0 ? 0L : null;
    }
    BigInteger bytes = number.shiftLeft(shift);
    return bytes.bitLength() > 63 ? null : bytes.longValueExact();
  }

  /**
   * Microseconds of a duration.
   *
   * @param duration shorter than 292,000 years
   */
  public static long micros(Duration duration) {
    return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
  }
}
