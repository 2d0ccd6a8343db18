package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.literal.NumberText;
import io.weir.sql.literal.StringText;
import io.weir.sql.literal.TimeText;
import io.weir.sql.parser.Constructs;
import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.HexFormat;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.RuleNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NullLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NumericLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLiteralContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TypeConstructorContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParserBaseVisitor;

/** Builds literals. */
final class Constants extends SqlBaseParserBaseVisitor<Expr> {

  @Override
  public Expr visitChildren(RuleNode node) {
    ParserRuleContext context = (ParserRuleContext) node;
    throw new Refusal(context, Constructs.refuse(context));
  }

  @Override
  public Expr visitNullLiteral(NullLiteralContext context) {
    return new Literal(null, DataType.STRING);
  }

  @Override
  public Expr visitBooleanLiteral(BooleanLiteralContext context) {
    return new Literal(context.booleanValue().TRUE() != null, DataType.BOOLEAN);
  }

  @Override
  public Expr visitNumericLiteral(NumericLiteralContext context) {
    return NumberText.of(context.number());
  }

  @Override
  public Expr visitStringLiteral(StringLiteralContext context) {
    return Expressions.text(StringText.of(context.stringLit()));
  }

  @Override
  public Expr visitTypeConstructor(TypeConstructorContext context) {
    String text = StringText.of(context.stringLit());
    Place place = Place.of(context);
    return switch (context.literalType().getStart().getType()) {
      case SqlBaseParser.DATE -> new Literal(TimeText.date(place, text), DataType.DATE);
      case SqlBaseParser.TIMESTAMP, SqlBaseParser.TIMESTAMP_LTZ ->
          new Literal(TimeText.timestamp(place, text), DataType.TIMESTAMP);
      case SqlBaseParser.BINARY_HEX -> new Literal(bytes(place, text), DataType.BINARY);
      case SqlBaseParser.INTERVAL -> throw Intervals.misplaced(context);
      default ->
          throw new Refusal(
              context,
              context.literalType().getText() + "'…' is not supported; expected DATE or TIMESTAMP");
    };
  }

  @Override
  public Expr visitIntervalLiteral(IntervalLiteralContext context) {
    throw Intervals.misplaced(context);
  }

  private static byte[] bytes(Place place, String text) {
    try {
      return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
    } catch (IllegalArgumentException notHex) {
      throw new Refusal(place, "X'" + text + "': expected hexadecimal digits");
    }
  }
}
