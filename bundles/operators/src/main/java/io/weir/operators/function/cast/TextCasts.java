package io.weir.operators.function.cast;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.function.operator.DecimalMath;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Conversions from text. Blanks around a value are ignored. */
public final class TextCasts {

  private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
  private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");
  private static final int MAX_EXPONENT = 1000;

  private TextCasts() {}

  static RowFunction to(DataType type) {
    if (type instanceof Decimal decimal) {
      return (in, out) -> out.putDecimal(DecimalMath.fit(decimal(in.text(0), type), decimal));
    }
    return switch ((DataType.Primitive) type) {
      case BOOLEAN -> (in, out) -> out.putBoolean(bool(in.text(0)));
      case INT ->
          (in, out) -> {
            long value = whole(in.text(0), type);
            if (value != (int) value) {
              throw malformed(in.text(0), type);
            }
            out.putInt((int) value);
          };
      case LONG -> (in, out) -> out.putLong(whole(in.text(0), type));
      case FLOAT -> (in, out) -> out.putFloat(single(in.text(0)));
      case DOUBLE -> (in, out) -> out.putDouble(number(in.text(0), type));
      case BINARY -> (in, out) -> out.putValue(in.text(0).getBytes(StandardCharsets.UTF_8));
      case TIMESTAMP -> (in, out) -> out.putLong(TimeText.timestamp(in.text(0)));
      case DATE -> (in, out) -> out.putInt(TimeText.date(in.text(0)));
      case STRING -> throw new IllegalArgumentException("text to text");
    };
  }

  private static boolean bool(String text) {
    String word = trim(text).toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return true;
    }
    if (FALSE.contains(word)) {
      return false;
    }
    throw malformed(text, DataType.BOOLEAN);
  }

  private static long whole(String text, DataType type) {
    String digits = trim(text);
    int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
    for (int i = start; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        throw malformed(text, type);
      }
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw malformed(text, type);
    }
  }

  private static double number(String text, DataType type) {
    String word = trim(text);
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return special(word, text, type);
    }
  }

  private static float single(String text) {
    String word = trim(text);
    try {
      return Float.parseFloat(word);
    } catch (NumberFormatException e) {
      return (float) special(word, text, DataType.FLOAT);
    }
  }

  private static double special(String word, String text, DataType type) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> throw malformed(text, type);
    };
  }

  private static BigDecimal decimal(String text, DataType type) {
    try {
      BigDecimal value = new BigDecimal(trim(text));
      // Lest 1e999999999 be written out.
      if (Math.abs((long) value.scale()) + value.precision() > MAX_EXPONENT) {
        throw malformed(text, type);
      }
      return value;
    } catch (NumberFormatException e) {
      throw malformed(text, type);
    }
  }

  /**
   * Without blanks and control characters at both ends.
   *
   * @param text any
   * @return the rest
   */
  static String trim(String text) {
    return text.trim();
  }

  /**
   * The failure of a text that is not of a type.
   *
   * @param text what was found
   * @param type what was expected
   * @return to be thrown
   */
  public static RowFailure malformed(String text, DataType type) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new RowFailure(
        "'%s' is not a %s; use try_cast to get null instead".formatted(shown, type));
  }
}
