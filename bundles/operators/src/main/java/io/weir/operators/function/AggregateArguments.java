package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Decimal;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of an aggregate on its way to be resolved.
 *
 * @param name its canonical name
 * @param arguments as written
 * @param distinct whether equal arguments count once
 * @param filter FILTER (WHERE …); null for none
 */
record AggregateArguments(
    String name, List<Expr> arguments, boolean distinct, @Nullable Expr filter) {

  /** The call, over arguments of the right types. */
  AggregateCall over(List<Expr> typed, DataType type) {
    return over(typed, List.of(), type);
  }

  /** The call, over arguments of the right types and constants. */
  AggregateCall over(List<Expr> typed, List<Expr> parameters, DataType type) {
    return new AggregateCall(name, typed, parameters, filter, distinct, type);
  }

  /** The same arguments for another aggregate. */
  AggregateArguments as(String other) {
    return new AggregateArguments(other, arguments, distinct, filter);
  }

  /** The same call of the rows where a value is not null. */
  AggregateArguments notNull(Expr value) throws FunctionException {
    Expr present = Functions.builtin().call("isnotnull", List.of(value));
    return new AggregateArguments(
        name, arguments, distinct, filter == null ? present : new Expr.And(filter, present));
  }

  /** Refuses too few and too many arguments. */
  void expect(int min, int max) throws FunctionException {
    if (arguments.size() < min || arguments.size() > max) {
      throw new FunctionException(
          "%s: %d arguments, expected %s"
              .formatted(name, arguments.size(), min == max ? "" + min : min + " to " + max));
    }
  }

  /** One of {@code count} arguments, cast to a type. */
  Expr typed(int index, int count, DataType type) throws FunctionException {
    expect(count, count);
    Expr cast = Coercion.implicit(arguments.get(index), type);
    if (cast == null || (type == DataType.DOUBLE && !isNumber(arguments.get(index)))) {
      throw mismatch(index, type == DataType.DOUBLE ? "a number" : type.toString());
    }
    return cast;
  }

  private static boolean isNumber(Expr argument) {
    return argument.type().isNumeric() || argument.type() == DataType.STRING;
  }

  /** The only argument: integers become {@code integers}, text and floats double. */
  Expr number(int index, DataType integers) throws FunctionException {
    expect(1, 1);
    Expr argument = arguments.get(index);
    DataType type = argument.type();
    if (type instanceof Decimal) {
      return argument;
    }
    if (Coercion.isInteger(type)) {
      return Coercion.to(argument, integers);
    }
    if (isNumber(argument)) {
      return Coercion.to(argument, DataType.DOUBLE);
    }
    throw mismatch(index, "a number");
  }

  /** A number or a time; text becomes double. */
  Expr ordered(int index) throws FunctionException {
    Expr argument = arguments.get(index);
    DataType type = argument.type();
    if (type.isNumeric() || type == DataType.TIMESTAMP || type == DataType.DATE) {
      return argument;
    }
    if (type == DataType.STRING) {
      return Coercion.to(argument, DataType.DOUBLE);
    }
    throw mismatch(index, "a number or a time");
  }

  /** A value as text. */
  Expr text(int index) throws FunctionException {
    Expr text = Coercion.implicit(arguments.get(index), DataType.STRING);
    if (text == null) {
      throw mismatch(index, "a text");
    }
    return text;
  }

  /** A constant text that may be left out; empty then. */
  Expr constantText(int index) throws FunctionException {
    if (index >= arguments.size()) {
      return new Expr.Literal("", DataType.STRING);
    }
    if (arguments.get(index) instanceof Expr.Literal literal && literal.value() instanceof String) {
      return literal;
    }
    throw mismatch(index, "a constant text");
  }

  /** A constant flag that may be left out. */
  boolean flag(int index) throws FunctionException {
    if (index >= arguments.size()) {
      return false;
    }
    if (arguments.get(index) instanceof Expr.Literal literal
        && literal.value() instanceof Boolean flag) {
      return flag;
    }
    throw mismatch(index, "true or false, written out");
  }

  /** A constant number that may be left out. */
  double constant(int index, double otherwise) throws FunctionException {
    if (index >= arguments.size()) {
      return otherwise;
    }
    Double value = value(arguments.get(index));
    if (value == null) {
      throw mismatch(index, "a constant number");
    }
    return value;
  }

  private static @Nullable Double value(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() instanceof Number number
        ? (Double) number.doubleValue()
        : null;
  }

  /** An integer, as a long. */
  Expr integer(int index) throws FunctionException {
    if (!Coercion.isInteger(arguments.get(index).type())) {
      throw mismatch(index, "an int or a long");
    }
    return Coercion.to(arguments.get(index), DataType.LONG);
  }

  /**
   * A call with percentages as the second argument: one, or an array of them.
   *
   * @param typed what is looked at for each row
   * @param parameters constants before the percentages
   * @param type of one result
   */
  AggregateCall percentiles(List<Expr> typed, List<Expr> parameters, DataType type)
      throws FunctionException {
    Expr written = arguments.get(1);
    boolean many = written instanceof Expr.Call call && call.name().equals("array");
    List<Expr> shares = many ? ((Expr.Call) written).arguments() : List.of(written);
    List<Expr> all = new ArrayList<>(parameters);
    for (Expr share : shares) {
      Expr bare = share instanceof Expr.Cast cast ? cast.operand() : share;
      Double value = value(bare);
      if (value == null || value < 0 || value > 1) {
        throw mismatch(1, "a constant from 0 to 1, or an array of them");
      }
      all.add(new Expr.Literal(value, DataType.DOUBLE));
    }
    return over(typed, all, many ? new DataType.Array(type) : type);
  }

  /** The refusal of an argument. */
  FunctionException mismatch(int index, String expected) {
    Expr argument = arguments.get(index);
    return new FunctionException(
        "%s: argument %d, %s, is %s, expected %s"
            .formatted(name, index + 1, argument, argument.type(), expected));
  }
}
