package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Literal;
import io.weir.sql.parser.Refusal;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FunctionCallContext;
import org.jspecify.annotations.Nullable;

/** {@code window_time(window)}: the end of a window, less a microsecond. */
public final class WindowTime {

  static final String NAME = "window_time";

  private static final String MINUS = "timestamp_sub";
  private static final Literal MICROSECOND = new Literal(1L, DataType.LONG);

  private WindowTime() {}

  static Expr of(FunctionCallContext call, Functions functions, Expressions values) {
    if (call.argument.size() != 1) {
      throw new Refusal(
          call, "found " + call.argument.size() + " arguments, expected window_time(window)");
    }
    Expr window = values.value(call.argument.get(0).expression());
    if (!window.type().equals(DataType.WINDOW)) {
      throw new Refusal(call, "window_time needs a window, but " + window + " is " + window.type());
    }
    return of(call, functions, window);
  }

  /**
   * The time of a window.
   *
   * @param at for messages
   * @param functions resolves the subtraction
   * @param window of the type of a window
   * @return a timestamp
   */
  public static Expr of(ParserRuleContext at, Functions functions, Expr window) {
    return functions.call(at, MINUS, new FieldOf(window, 1, DataType.TIMESTAMP), MICROSECOND);
  }

  /**
   * The time of a window, as {@link #of(ParserRuleContext, Functions, Expr)} resolves it.
   *
   * @param window of the type of a window
   * @return a timestamp
   */
  public static Expr of(Expr window) {
    FieldOf end = new FieldOf(window, 1, DataType.TIMESTAMP);
    return new Call(MINUS, List.of(end, MICROSECOND), DataType.TIMESTAMP);
  }

  /**
   * The window of a {@code window_time}.
   *
   * @param expr any
   * @return null if it is something else
   */
  public static @Nullable Expr windowOf(Expr expr) {
    return expr instanceof Call call
            && call.name().equals(MINUS)
            && call.arguments().get(1).equals(MICROSECOND)
            && call.arguments().get(0) instanceof FieldOf end
            && end.field() == 1
            && end.operand().type().equals(DataType.WINDOW)
        ? end.operand()
        : null;
  }
}
