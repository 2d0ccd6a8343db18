package io.weir.sql.expression;

import io.weir.operators.expr.Expr;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;

/** Calls whose meaning depends on the clause that they stand in. */
public interface SpecialCalls {

  /** The functions that make windows. */
  Set<String> WINDOWS = Set.of("window", "session_window", "calendar_window");

  /** The functions that make several rows of one. */
  Set<String> GENERATORS =
      Set.of(
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "stack",
          "json_tuple");

  /** The functions that tell grouping sets apart. */
  Set<String> GROUPINGS = Set.of("grouping", "grouping_id");

  /**
   * An aggregate.
   *
   * @param call as written
   * @return its value; refused where aggregates are not allowed
   */
  Expr aggregate(AggregateSyntax call);

  /**
   * A call of one of {@link #WINDOWS}.
   *
   * @param name in lower case
   * @param call as written
   * @return the window; refused where windows are not allowed
   */
  Expr window(String name, FunctionCallContext call);

  /**
   * {@code table_version(alias)}.
   *
   * @param call as written
   * @return the version of a joined table
   */
  Expr tableVersion(FunctionCallContext call);

  /**
   * A call of one of {@link #GROUPINGS}.
   *
   * @param name in lower case
   * @param call as written
   * @param arguments keys of GROUP BY
   * @return its value; refused where there are no grouping sets
   */
  Expr grouping(String name, FunctionCallContext call, List<? extends ParserRuleContext> arguments);
}
