package io.weir.simulator.cli;

import io.weir.simulator.fleet.FleetFile;
import io.weir.simulator.fleet.Quantities;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what people write after options. */
public final class Converters {

  private Converters() {}

  /** {@code 20s}, {@code 500ms}, {@code 1.5h}. */
  public static final class OfDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      OptionalLong micros = Quantities.durationMicros(text);
      if (micros.isEmpty() || micros.getAsLong() < 0) {
        throw new TypeConversionException(
            "'" + text + "' is no duration; expected one such as 20s, 500ms or 10m");
      }
      return Duration.of(micros.getAsLong(), ChronoUnit.MICROS);
    }
  }

  /** {@code 10x}, {@code 2.5}, {@code max}. */
  static final class OfSpeed implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.equals("max")) {
        return Double.POSITIVE_INFINITY;
      }
      try {
        String number = lower.endsWith("x") ? lower.substring(0, lower.length() - 1) : lower;
        double speed = Double.parseDouble(number);
        if (speed > 0 && speed <= 1e6) {
          return speed;
        }
      } catch (NumberFormatException e) {
        // The same answer as for a number that makes no sense.
      }
      throw new TypeConversionException(
          "'" + text + "' is no speed; expected one such as 1x, 10x or max");
    }
  }

  /** {@code now} (empty) or an instant, in epoch microseconds. */
  static final class OfStart implements ITypeConverter<OptionalLong> {
    @Override
    public OptionalLong convert(String text) {
      return FleetFile.start(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is no start; expected 2026-01-01T00:00:00Z or now"));
    }
  }
}
