package io.weir.sql.query;

import io.weir.sql.expression.ColumnName;
import io.weir.sql.expression.Syntax;
import io.weir.sql.parser.Names;
import io.weir.sql.parser.Refusal;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SelectClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StarContext;
import org.jspecify.annotations.Nullable;

/**
 * One item of a SELECT list.
 *
 * @param expression as written
 * @param alias its name; null if none was given
 * @param names those of a generator's columns; empty if none were given
 */
record SelectItem(ExpressionContext expression, @Nullable String alias, List<String> names) {

  static List<SelectItem> of(SelectClauseContext select) {
    return select.namedExpressionSeq().namedExpression().stream().map(SelectItem::of).toList();
  }

  private static SelectItem of(NamedExpressionContext context) {
    if (context.identifierList() != null) {
      if (Generators.of(context.expression()) == null) {
        throw new Refusal(context.identifierList(), "a column has one name, without parentheses");
      }
      return new SelectItem(context.expression(), null, Names.of(context.identifierList()));
    }
    if (context.name == null) {
      return new SelectItem(context.expression(), null, List.of());
    }
    if (context.expression() != null
        && Syntax.unwrap(context.expression()) instanceof StarContext star) {
      throw new Refusal(star, "* has no name of its own: " + Names.of(context.name));
    }
    String alias = context.AS() == null ? Names.alias(context.name) : Names.of(context.name);
    return new SelectItem(context.expression(), alias, List.of());
  }

  @Nullable StarContext star() {
    return Syntax.unwrap(expression) instanceof StarContext star ? star : null;
  }

  /** The call that makes rows; null if the item is none. */
  @Nullable FunctionCallContext generator() {
    return Generators.of(expression);
  }

  boolean isCalled(String name) {
    return name.equalsIgnoreCase(alias);
  }

  /** The alias, the last part of a column's name, or the text of the expression, as in Spark. */
  String name() {
    return alias != null ? alias : nameOf(expression);
  }

  static String nameOf(ParserRuleContext expression) {
    ColumnName column = ColumnName.of(Syntax.unwrap(expression));
    return column == null
        ? Syntax.source(expression)
        : column.parts().get(column.parts().size() - 1);
  }
}
