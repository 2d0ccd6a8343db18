package io.weir.formats.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.api.connector.ByteSink;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingTextTest {

  private final FloatingText printer = new FloatingText();

  private String print(double value) {
    ByteSink sink = new ByteSink();
    printer.write(value, sink);
    return new String(sink.toByteArray(), StandardCharsets.US_ASCII);
  }

  private String print(float value) {
    ByteSink sink = new ByteSink();
    printer.write(value, sink);
    return new String(sink.toByteArray(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "21.5, 21.5",
    "-3.25, -3.25",
    "0.1, 0.1",
    "0.001, 0.001",
    "0.002, 0.002",
    "9.99E-4, 9.99E-4",
    "9999999, 9999999.0",
    "1E7, 1.0E7",
    "12345678.5, 1.23456785E7",
    "2E23, 2.0E23",
    "1.0E23, 1.0E23",
    "4.9E-324, 4.9E-324",
    "9.9E-324, 9.9E-324",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "5.684341886080802E-14, 5.684341886080802E-14",
    "0.30000000000000004, 0.30000000000000004",
    "9007199254740993, 9.007199254740992E15"
  })
  void shouldPrintTheShortestText(double value, String expected) {
    assertThat(print(value)).isEqualTo(expected);
  }

  @Test
  void shouldPrintWhatTheSpecificationOfToStringAsksFor() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (i % 4 == 1) {
        value = Math.scalb(1.0, random.nextInt(2098) - 1074);
      } else if (i % 4 == 2) {
        value = random.nextInt(2_000_000) / 1000.0 / (1 + random.nextInt(9));
      }
      if (Double.isFinite(value) && value != 0) {
        assertThat(print(value)).as("seed %d, %a", seed, value).isEqualTo(shortest(value));
      }
    }
  }

  @Test
  void shouldPrintFloatsThatReadBack() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        String text = print(value);
        assertThat(Float.parseFloat(text)).isEqualTo(value);
        assertThat(text.length()).isLessThanOrEqualTo(Float.toString(value).length());
      }
    }
    assertThat(print(0.1f)).isEqualTo("0.1");
    assertThat(print(1.4E-45f)).isEqualTo("1.4E-45");
    assertThat(print(3.4028235E38f)).isEqualTo("3.4028235E38");
    assertThat(print(16777216f)).isEqualTo("1.6777216E7");
  }

  /** By the words of the specification: of the shortest that read back, the closest. */
  private static String shortest(double value) {
    BigDecimal exact = new BigDecimal(Math.abs(value));
    for (int digits = 2; ; digits++) {
      BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean downReads = down.doubleValue() == Math.abs(value);
      boolean upReads = up.doubleValue() == Math.abs(value);
      if (downReads || upReads) {
        int closer = exact.subtract(down).compareTo(up.subtract(exact));
        boolean even = !down.round(new MathContext(digits)).unscaledValue().testBit(0);
        boolean takeDown = downReads && (!upReads || closer < 0 || (closer == 0 && even));
        return (value < 0 ? "-" : "") + format(takeDown ? down : up);
      }
    }
  }

  private static String format(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    String digits = plain.unscaledValue().toString();
    int exponent = digits.length() - 1 - plain.scale();
    if (exponent >= -3 && exponent < 7) {
      String text = plain.toPlainString();
      return text.indexOf('.') < 0 ? text + ".0" : text;
    }
    String fraction = digits.length() > 1 ? digits.substring(1) : "0";
    return digits.charAt(0) + "." + fraction + "E" + exponent;
  }
}
