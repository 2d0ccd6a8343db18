package io.weir.sql.query;

import io.weir.operators.expr.Expr;
import io.weir.sql.expression.Expressions;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.*;

/** Reads calls of functions over rows, whose first argument is {@code TABLE(rows)}. */
final class TableCalls {

  private TableCalls() {}

  /** The function's name, in lower case. */
  static String name(FunctionTableContext call) {
    return call.functionName().getText().toLowerCase(Locale.ROOT);
  }

  /** The rows that a call is over. */
  static FunctionTableSubqueryArgumentContext rows(FunctionTableContext call) {
    List<FunctionTableArgumentContext> arguments = call.functionTableArgument();
    FunctionTableReferenceArgumentContext first =
        arguments.isEmpty() ? null : arguments.get(0).functionTableReferenceArgument();
    if (first == null || first.functionTableSubqueryArgument() == null) {
      throw new Refusal(
          arguments.isEmpty() ? call : arguments.get(0),
          name(call)
              + "(…) is over rows: write TABLE(readings) or TABLE(SELECT …) first, then "
              + further(call));
    }
    return first.functionTableSubqueryArgument();
  }

  /** The arguments from a position on, as values of a row. */
  static List<Expr> keys(FunctionTableContext call, int from, Scope scope, Functions functions) {
    ScalarCalls calls =
        new ScalarCalls(scope, name(call) + "(…)", "a key is computed from single rows");
    Expressions values = new Expressions(functions, scope::resolve, calls);
    List<Expr> keys = new ArrayList<>();
    List<FunctionTableArgumentContext> arguments = call.functionTableArgument();
    for (FunctionTableArgumentContext argument : arguments.subList(from, arguments.size())) {
      keys.add(values.value(key(call, argument)));
    }
    return keys;
  }

  private static ParserRuleContext key(
      FunctionTableContext call, FunctionTableArgumentContext argument) {
    FunctionArgumentContext key = argument.functionArgument();
    if (key == null || key.expression() == null) {
      throw new Refusal(
          argument, name(call) + "(…): behind its rows it takes no others, but " + further(call));
    }
    return key.expression();
  }

  /** What a call takes behind the rows. */
  private static String further(FunctionTableContext call) {
    return KeyedStates.isOne(call)
        ? "the name of a function in quotes and the columns of the key"
        : "the columns that make rows alike";
  }
}
