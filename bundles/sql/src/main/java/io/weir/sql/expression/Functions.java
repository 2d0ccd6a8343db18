package io.weir.sql.expression;

import io.weir.api.data.DataType;
import io.weir.api.function.GroupStateType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.function.AggregateCall;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionCatalog;
import io.weir.operators.function.FunctionException;
import io.weir.sql.parser.Refusal;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** The catalog of functions, whose errors get the place of the call. */
public record Functions(FunctionCatalog catalog) {

  /** Resolves a call. */
  public Expr call(ParserRuleContext at, String name, Expr... arguments) {
    return call(at, name, List.of(arguments));
  }

  /** Resolves a call. */
  public Expr call(ParserRuleContext at, String name, List<Expr> arguments) {
    try {
      return catalog.call(name, arguments);
    } catch (FunctionException e) {
      throw new Refusal(at, String.valueOf(e.getMessage()));
    }
  }

  /** The types of a lambda's parameters. */
  public List<DataType> lambdaParameters(
      ParserRuleContext at, String name, List<Expr> values, int lambda, int count) {
    try {
      return catalog.lambdaParameters(name, values, lambda, count);
    } catch (FunctionException e) {
      throw new Refusal(at, String.valueOf(e.getMessage()));
    }
  }

  /** Resolves a conversion. */
  public Expr cast(ParserRuleContext at, Expr operand, DataType type, boolean orNull) {
    if (isNull(operand)) {
      return new Literal(null, type);
    }
    try {
      return catalog.cast(operand, type, orNull);
    } catch (FunctionException e) {
      throw new Refusal(at, String.valueOf(e.getMessage()));
    }
  }

  /** The common type of several values; nulls fit any. */
  public DataType commonType(ParserRuleContext at, List<Expr> values) {
    List<DataType> types =
        values.stream()
            .filter(v -> !isNull(v) && !Coercion.isUntyped(v))
            .map(Expr::type)
            .distinct()
            .toList();
    if (types.isEmpty()) {
      return DataType.STRING;
    }
    try {
      return catalog.commonType(types);
    } catch (FunctionException e) {
      throw new Refusal(at, String.valueOf(e.getMessage()));
    }
  }

  /** Resolves an aggregate. */
  public AggregateCall aggregate(
      ParserRuleContext at,
      String name,
      List<Expr> arguments,
      boolean distinct,
      @Nullable Expr filter) {
    try {
      return catalog.aggregate(name, arguments, distinct, filter);
    } catch (FunctionException e) {
      throw new Refusal(at, String.valueOf(e.getMessage()));
    }
  }

  /** Finds a function with state. */
  public GroupStateType<?> groupState(ParserRuleContext at, String name) {
    try {
      return catalog.groupState(name);
    } catch (FunctionException e) {
      throw new Refusal(at, String.valueOf(e.getMessage()));
    }
  }

  /** A value that must be true or false. */
  public Expr condition(ParserRuleContext at, Expr value, String where) {
    if (value.type() == DataType.BOOLEAN) {
      return value;
    }
    if (isNull(value)) {
      return new Literal(null, DataType.BOOLEAN);
    }
    throw new Refusal(
        at, where + " needs a condition, but " + value + " is " + article(value.type()));
  }

  private static String article(DataType type) {
    String name = type.toString();
    return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  /** Whether a value is the literal NULL. */
  public static boolean isNull(Expr value) {
    return value instanceof Literal literal && literal.value() == null;
  }
}
