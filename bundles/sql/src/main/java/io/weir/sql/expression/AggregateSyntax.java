package io.weir.sql.expression;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.BooleanExpressionContext;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as written.
 *
 * @param context the whole call
 * @param name in lower case
 * @param arguments expressions; {@code *} is none
 * @param distinct whether DISTINCT stands before them
 * @param ignoreNulls whether IGNORE NULLS was written
 * @param filter FILTER (WHERE …); null for none
 */
public record AggregateSyntax(
    ParserRuleContext context,
    String name,
    List<? extends ParserRuleContext> arguments,
    boolean distinct,
    boolean ignoreNulls,
    @Nullable BooleanExpressionContext filter) {

  /** Copies the arguments. */
  public AggregateSyntax {
    arguments = List.copyOf(arguments);
  }
}
