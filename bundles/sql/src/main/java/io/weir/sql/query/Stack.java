package io.weir.sql.query;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.expression.Functions;
import io.weir.sql.parser.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** {@code stack(n, value, …)}: the values in n rows, the last of them filled up with nulls. */
final class Stack {

  /** More rows than a person writes values for; bounds the plan. */
  private static final int MOST_ROWS = 1000;

  private Stack() {}

  /** An array of a struct a row, of the columns col0, col1, and so on. */
  static Expr array(Functions functions, ParserRuleContext at, List<Expr> given) {
    int rows = rows(at, given);
    int width = (given.size() - 1 + rows - 1) / rows;
    List<List<Expr>> structs = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      structs.add(new ArrayList<>());
    }
    for (int column = 0; column < width; column++) {
      List<Expr> values = column(functions, at, given, column, width, rows);
      for (int row = 0; row < rows; row++) {
        structs.get(row).add(new Literal("col" + column, DataType.STRING));
        structs.get(row).add(values.get(row));
      }
    }
    return functions.call(
        at,
        "array",
        structs.stream().map(named -> functions.call(at, "named_struct", named)).toList());
  }

  private static int rows(ParserRuleContext at, List<Expr> given) {
    if (given.size() > 1
        && given.get(0) instanceof Literal literal
        && literal.value() instanceof Integer rows
        && rows > 0
        && rows <= MOST_ROWS) {
      return rows;
    }
    throw new Refusal(
        at,
        "stack(n, value, …): expected a constant number of rows, 1 to "
            + MOST_ROWS
            + ", and values");
  }

  /** The values of a column, of one type. */
  private static List<Expr> column(
      Functions functions,
      ParserRuleContext at,
      List<Expr> given,
      int column,
      int width,
      int rows) {
    List<Expr> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int position = 1 + row * width + column;
      boolean missing = position >= given.size();
      values.add(missing ? new Literal(null, DataType.STRING) : given.get(position));
    }
    DataType type = functions.commonType(at, values);
    return values.stream().map(value -> functions.cast(at, value, type, false)).toList();
  }
}
