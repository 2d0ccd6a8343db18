package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.function.nested.SequenceFunction;
import io.weir.sql.literal.Interval;
import io.weir.sql.literal.IntervalText;
import io.weir.sql.literal.StringText;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ArithmeticBinaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ArithmeticUnaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ComparisonContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TypeConstructorContext;
import org.jspecify.annotations.Nullable;

/** INTERVAL literals beside a time: {@code ts + INTERVAL 5 SECONDS}. */
public final class Intervals {

  private static final long DAY = 86_400_000_000L;

  private Intervals() {}

  /** Whether an expression is an INTERVAL literal, perhaps in parentheses or negated. */
  public static boolean is(ParserRuleContext context) {
    ParserRuleContext inner = Syntax.unwrap(context);
    if (inner instanceof ArithmeticUnaryContext sign
        && sign.operator.getType() != SqlBaseParser.TILDE) {
      return is(sign.valueExpression());
    }
    return inner instanceof IntervalLiteralContext
        || (inner instanceof TypeConstructorContext typed
            && typed.literalType().getStart().getType() == SqlBaseParser.INTERVAL);
  }

  /** The value of a literal; null if it {@link #is} none. */
  public static @Nullable Interval of(ParserRuleContext context) {
    ParserRuleContext inner = Syntax.unwrap(context);
    if (inner instanceof ArithmeticUnaryContext sign) {
      Interval operand = of(sign.valueExpression());
      boolean minus = sign.operator.getType() == SqlBaseParser.MINUS;
      return operand != null && minus ? negated(context, operand) : operand;
    }
    if (inner instanceof IntervalLiteralContext literal) {
      return IntervalText.of(literal.interval());
    }
    if (inner instanceof TypeConstructorContext typed && is(typed)) {
      return IntervalText.parse(Place.of(typed), StringText.of(typed.stringLit()));
    }
    return null;
  }

  /** A literal as the value that functions take for it. */
  static Expr value(ParserRuleContext context) {
    Interval interval = of(context);
    if (interval == null) {
      throw misplaced(context);
    }
    List<Expr> parts =
        List.of(
            new Literal(interval.months(), DataType.LONG),
            new Literal(interval.micros(), DataType.LONG));
    return new Call("named_struct", parts, SequenceFunction.INTERVAL);
  }

  private static Interval negated(ParserRuleContext context, Interval interval) {
    try {
      return interval.negated();
    } catch (ArithmeticException tooLong) {
      throw new Refusal(context, "the interval is too long");
    }
  }

  /** A time, plus or minus an interval. */
  static Expr shift(ArithmeticBinaryContext context, Functions functions, Expressions values) {
    boolean minus = context.operator.getType() == SqlBaseParser.MINUS;
    boolean intervalRight = is(context.right);
    boolean plus = context.operator.getType() == SqlBaseParser.PLUS;
    if (!(plus || minus) || (minus && !intervalRight) || (intervalRight && is(context.left))) {
      throw misplaced(intervalRight ? context.right : context.left);
    }
    Interval interval = of(intervalRight ? context.right : context.left);
    Expr time = values.value(intervalRight ? context.left : context.right);
    if (interval == null) {
      throw misplaced(context);
    }
    if (minus) {
      interval = negated(context, interval);
    }
    if (time.type() == DataType.STRING) {
      time = functions.cast(context, time, DataType.TIMESTAMP, false);
    }
    if (time.type() == DataType.DATE && interval.micros() % DAY != 0) {
      time = functions.cast(context, time, DataType.TIMESTAMP, false);
    }
    if (time.type() == DataType.DATE) {
      return plusDate(context, functions, time, interval);
    }
    if (time.type() != DataType.TIMESTAMP) {
      throw new Refusal(
          context,
          "an interval can be added to a timestamp or a date, but " + time + " is " + time.type());
    }
    return plus(context, functions, time, interval);
  }

  /** {@code later - earlier > INTERVAL …}: both sides as microseconds. */
  static Expr compare(ComparisonContext context, Functions functions, Expressions values) {
    boolean intervalRight = is(context.right);
    ParserRuleContext difference = Syntax.unwrap(intervalRight ? context.left : context.right);
    Interval interval = of(intervalRight ? context.right : context.left);
    if (!(difference instanceof ArithmeticBinaryContext minus)
        || minus.operator.getType() != SqlBaseParser.MINUS
        || interval == null) {
      throw misplaced(intervalRight ? context.right : context.left);
    }
    if (interval.months() != 0) {
      throw new Refusal(
          intervalRight ? context.right : context.left,
          "months and years have no fixed length to compare with; write days");
    }
    Expr later = time(minus.left, functions, values);
    Expr earlier = time(minus.right, functions, values);
    Expr span =
        functions.call(context, "timestampdiff", Expressions.text("MICROSECOND"), earlier, later);
    Expr micros = new Literal(interval.micros(), DataType.LONG);
    String operator = Expressions.operator(context);
    return intervalRight
        ? functions.call(context, operator, span, micros)
        : functions.call(context, operator, micros, span);
  }

  private static Expr time(ParserRuleContext context, Functions functions, Expressions values) {
    Expr time = values.value(context);
    if (!isTime(time)) {
      throw new Refusal(
          context,
          "an INTERVAL is compared with the difference of two times, but "
              + time
              + " is "
              + time.type());
    }
    return functions.cast(context, time, DataType.TIMESTAMP, false);
  }

  /** Whether a value is a timestamp or a date. */
  static boolean isTime(Expr value) {
    return value.type() == DataType.TIMESTAMP || value.type() == DataType.DATE;
  }

  /** A timestamp later by an interval: months first, as Spark does. */
  private static Expr plus(
      ParserRuleContext context, Functions functions, Expr time, Interval interval) {
    Expr shifted = time;
    if (interval.months() != 0) {
      shifted =
          functions.call(
              context,
              "timestampadd",
              Expressions.text("MONTH"),
              new Literal(interval.months(), DataType.LONG),
              shifted);
    }
    if (interval.micros() != 0 || interval.months() == 0) {
      shifted =
          functions.call(
              context, "timestamp_add", shifted, new Literal(interval.micros(), DataType.LONG));
    }
    return shifted;
  }

  private static Expr plusDate(
      ParserRuleContext context, Functions functions, Expr date, Interval interval) {
    Expr shifted = date;
    if (interval.months() != 0) {
      shifted = functions.call(context, "add_months", shifted, number(context, interval.months()));
    }
    long days = interval.micros() / DAY;
    return days == 0
        ? shifted
        : functions.call(context, "date_add", shifted, number(context, days));
  }

  private static Literal number(ParserRuleContext context, long value) {
    if (value != (int) value) {
      throw new Refusal(context, "the interval is too long for a date");
    }
    return new Literal((int) value, DataType.INT);
  }

  /** An interval where none can stand. */
  static Refusal misplaced(ParserRuleContext context) {
    return new Refusal(
        context,
        "an INTERVAL can stand beside + or - of a timestamp, in a comparison with the difference of"
            + " two times, as the step of sequence(…), and in window(…), not here;"
            + " for other spans use timestampdiff(SECOND, a, b)");
  }
}
