package io.weir.sql.expression;

import io.weir.sql.literal.StringText;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ColumnReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ConstantContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ParenthesizedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLiteralContext;
import org.jspecify.annotations.Nullable;

/** Looks at the form of an expression before its meaning. */
public final class Syntax {

  private Syntax() {}

  /** The node that matters: without the grammar's levels and without parentheses. */
  public static ParserRuleContext unwrap(ParserRuleContext context) {
    ParserRuleContext node = context;
    while (!(node instanceof ConstantContext) && !(node instanceof ColumnReferenceContext)) {
      if (node instanceof ParenthesizedExpressionContext parentheses) {
        node = parentheses.expression();
      } else if (node.getChildCount() == 1 && node.getChild(0) instanceof ParserRuleContext only) {
        node = only;
      } else {
        break;
      }
    }
    return node;
  }

  /** The text of a text literal; null for any other expression. */
  public static @Nullable String text(ParserRuleContext context) {
    return unwrap(context) instanceof StringLiteralContext literal
        ? StringText.of(literal.stringLit())
        : null;
  }

  /** The text of a node as it stands in the SQL, spaces and comments made one space. */
  public static String source(ParserRuleContext context) {
    if (context.getStop() == null
        || context.getStop().getStopIndex() < context.getStart().getStartIndex()) {
      return context.getText();
    }
    return context
        .getStart()
        .getInputStream()
        .getText(
            org.antlr.v4.runtime.misc.Interval.of(
                context.getStart().getStartIndex(), context.getStop().getStopIndex()))
        .replaceAll("(?s)/\\*.*?\\*/|--[^\\n]*", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** The name of a called function in lower case, or nothing if it is a name with dots. */
  public static String functionName(FunctionCallContext call) {
    return call.functionName().getText().replace("`", "").toLowerCase(java.util.Locale.ROOT);
  }

  /** All nodes of a type within a node, itself included, in the order of the text. */
  public static <T extends ParserRuleContext> void find(
      ParseTree node, Class<T> type, List<T> found) {
    if (type.isInstance(node)) {
      found.add(type.cast(node));
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      find(node.getChild(i), type, found);
    }
  }
}
