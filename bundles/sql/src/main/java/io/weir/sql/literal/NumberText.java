package io.weir.sql.literal;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.parser.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BigDecimalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BigIntLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DecimalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DoubleLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExponentLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FloatLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntegerLiteralContext;

/**
 * Number literals, typed as Spark types them: {@code 5} int, or long, or decimal, whichever it
 * fits; {@code 5L} long, {@code 1.5} and {@code 2BD} decimal, {@code 1e3} and {@code 1D} double,
 * {@code 1F} float.
 */
public final class NumberText {

  private NumberText() {}

  /**
   * A number.
   *
   * @param context a number in the tree, with its sign
   * @return the literal
   */
  public static Expr of(ParserRuleContext context) {
    String text = context.getText();
    if (context instanceof IntegerLiteralContext) {
      return integer(context, new BigInteger(text));
    }
    if (context instanceof BigIntLiteralContext) {
      BigInteger value = new BigInteger(text.substring(0, text.length() - 1));
      if (value.bitLength() > 63) {
        throw new Refusal(context, text + " does not fit a long");
      }
      return new Literal(value.longValue(), DataType.LONG);
    }
    if (context instanceof DecimalLiteralContext) {
      return decimal(context, new BigDecimal(text));
    }
    if (context instanceof BigDecimalLiteralContext) {
      return decimal(context, parsed(context, text.substring(0, text.length() - 2)));
    }
    if (context instanceof ExponentLiteralContext) {
      return doubleOf(context, text);
    }
    if (context instanceof DoubleLiteralContext) {
      return doubleOf(context, text.substring(0, text.length() - 1));
    }
    if (context instanceof FloatLiteralContext) {
      float value = Float.parseFloat(text.substring(0, text.length() - 1));
      if (Float.isInfinite(value)) {
        throw new Refusal(context, text + " does not fit a float");
      }
      return new Literal(value, DataType.FLOAT);
    }
    throw new Refusal(context, text.toUpperCase(Locale.ROOT) + " is not a supported number");
  }

  private static Expr integer(ParserRuleContext context, BigInteger value) {
    if (value.bitLength() <= 31) {
      return new Literal(value.intValue(), DataType.INT);
    }
    if (value.bitLength() <= 63) {
      return new Literal(value.longValue(), DataType.LONG);
    }
    return decimal(context, new BigDecimal(value));
  }

  private static BigDecimal parsed(ParserRuleContext context, String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException exponentTooLong) {
      throw new Refusal(context, text + " is out of range");
    }
    if (Math.abs((long) value.scale()) > DataType.Decimal.MAX_PRECISION) {
      throw tooLong(context, text);
    }
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static Expr decimal(ParserRuleContext context, BigDecimal value) {
    int precision = Math.max(value.precision(), value.scale());
    if (precision > DataType.Decimal.MAX_PRECISION) {
      throw tooLong(context, context.getText());
    }
    return new Literal(value, new DataType.Decimal(precision, value.scale()));
  }

  private static Refusal tooLong(ParserRuleContext context, String text) {
    return new Refusal(
        context,
        text
            + " has more than "
            + DataType.Decimal.MAX_PRECISION
            + " digits, the most of a decimal");
  }

  private static Expr doubleOf(ParserRuleContext context, String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new Refusal(context, context.getText() + " does not fit a double");
    }
    return new Literal(value, DataType.DOUBLE);
  }
}
