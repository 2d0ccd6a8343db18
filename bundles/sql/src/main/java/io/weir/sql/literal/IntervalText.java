package io.weir.sql.literal;

import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalValueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultiUnitsIntervalContext;

/**
 * Reads intervals: {@code INTERVAL 5 SECONDS}, {@code INTERVAL '1' HOUR 30 MINUTES}, and the text
 * that {@code window} takes, {@code '1 minute 30 seconds'}. Only seconds may have a fraction, as in
 * Spark.
 */
public final class IntervalText {

  private static final Pattern PAIR =
      Pattern.compile("([+-]?)\\s*(\\d+(?:\\.\\d*)?|\\.\\d+)\\s+([a-zA-Z]+)(?:\\s+|$)");
  private static final Pattern SHORT = Pattern.compile("(\\d+)\\s*(us|ms|s|m|h|d)");

  private IntervalText() {}

  /**
   * An interval in text.
   *
   * @param place where it stands, for the message
   * @param text such as {@code 1 minute 30 seconds}; a leading {@code interval} is allowed
   * @return the interval
   */
  public static Interval parse(Place place, String text) {
    String rest = text.strip();
    if (rest.toLowerCase(Locale.ROOT).startsWith("interval ")) {
      rest = rest.substring("interval ".length()).strip();
    }
    Interval sum = Interval.ZERO;
    Matcher pair = PAIR.matcher(rest);
    int end = 0;
    while (end < rest.length()) {
      if (!pair.find() || pair.start() != end) {
        throw new Refusal(place, malformed(text, rest));
      }
      String sign = pair.group(1).equals("-") ? "-" : "";
      sum = add(place, sum, sign + pair.group(2), pair.group(3));
      end = pair.end();
    }
    if (end == 0) {
      throw new Refusal(place, malformed(text, rest));
    }
    return sum;
  }

  private static String malformed(String text, String rest) {
    Matcher brief = SHORT.matcher(rest);
    String hint = "'30 seconds' or '1 minute 30 seconds'";
    if (brief.matches()) {
      String unit =
          switch (brief.group(2)) {
            case "us" -> "microseconds";
            case "ms" -> "milliseconds";
            case "s" -> "seconds";
            case "m" -> "minutes";
            case "h" -> "hours";
            default -> "days";
          };
      hint = "'" + brief.group(1) + " " + unit + "'";
    }
    return "'" + text + "' is not an interval; expected one such as " + hint;
  }

  /**
   * An interval in the tree.
   *
   * @param context INTERVAL …
   * @return the interval
   */
  public static Interval of(IntervalContext context) {
    if (context.errorCapturingMultiUnitsInterval() == null) {
      throw new Refusal(context, "an interval from unit to unit is not supported");
    }
    MultiUnitsIntervalContext body = context.errorCapturingMultiUnitsInterval().body;
    Interval sum = Interval.ZERO;
    List<IntervalValueContext> values = new ArrayList<>(body.intervalValue());
    for (int i = 0; i < values.size(); i++) {
      IntervalValueContext value = values.get(i);
      TerminalNode number =
          value.INTEGER_VALUE() != null ? value.INTEGER_VALUE() : value.DECIMAL_VALUE();
      String amount = number != null ? number.getText() : StringText.of(value.stringLit()).strip();
      String sign = value.MINUS() != null ? "-" : "";
      if (!sign.isEmpty() && amount.startsWith("-")) {
        sign = "";
        amount = amount.substring(1);
      }
      sum = add(Place.of(value), sum, sign + amount, body.unit.get(i).getText());
    }
    return sum;
  }

  private static Interval add(Place place, Interval sum, String amount, String unit) {
    if (!Interval.isUnit(unit)) {
      throw new Refusal(place, unit + " is not a unit of time; expected " + Interval.UNITS);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(amount);
    } catch (NumberFormatException notNumber) {
      throw new Refusal(place, "'" + amount + "' is not a number of " + unit);
    }
    boolean seconds = unit.toLowerCase(Locale.ROOT).startsWith("second");
    try {
      if (seconds) {
        long micros = number.movePointRight(6).longValueExact();
        return sum.plus(new Interval(0, micros));
      }
      return sum.plus(Interval.of(number.longValueExact(), unit));
    } catch (ArithmeticException inexact) {
      boolean fraction = number.stripTrailingZeros().scale() > 0;
      throw new Refusal(
          place,
          fraction
              ? amount
                  + " "
                  + unit
                  + (seconds
                      ? ": the finest step is a microsecond"
                      : ": only seconds may have a fraction, as in Spark")
              : "the interval of " + amount + " " + unit + " is too long");
    }
  }
}
