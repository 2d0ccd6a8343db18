package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves calls of a function whose parameters have fixed types; the last ones may be optional.
 */
public final class Signature implements ScalarFunction.Resolver {

  private final String text;
  private final String name;
  private final DataType result;
  private final DataType[] parameters;
  private final int required;

  /**
   * A signature.
   *
   * @param text as users read it: {@code name(a, b[, c])}; what stands in brackets may be left out
   * @param result the type of the result
   * @param parameters one type a parameter
   */
  public Signature(String text, DataType result, DataType... parameters) {
    this.text = text;
    this.name = text.substring(0, text.indexOf('('));
    this.result = result;
    this.parameters = parameters.clone();
    int optional = (int) text.chars().filter(c -> c == '[').count();
    this.required = parameters.length - optional;
  }

  @Override
  public Expr resolve(List<Expr> arguments) throws FunctionException {
    checkCount(text, arguments, required, parameters.length);
    List<Expr> typed = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      typed.add(argument(text, arguments, i, parameters[i]));
    }
    return new Expr.Call(name, typed, result);
  }

  /**
   * Checks the number of arguments.
   *
   * @param text the signature
   * @param arguments as written
   * @param min the fewest
   * @param max the most
   * @throws FunctionException if there are fewer or more
   */
  public static void checkCount(String text, List<Expr> arguments, int min, int max)
      throws FunctionException {
    if (arguments.size() < min || arguments.size() > max) {
      String expected =
          max == Integer.MAX_VALUE ? min + " or more" : min == max ? "" + min : min + " to " + max;
      throw new FunctionException(
          "%s: %d arguments, expected %s".formatted(text, arguments.size(), expected));
    }
  }

  /**
   * Casts an argument to the type of its parameter.
   *
   * @param text the signature
   * @param arguments as written
   * @param index which argument
   * @param type the parameter's type
   * @return the argument, of that type
   * @throws FunctionException if it cannot be cast implicitly
   */
  public static Expr argument(String text, List<Expr> arguments, int index, DataType type)
      throws FunctionException {
    Expr argument = arguments.get(index);
    Expr cast = Coercion.implicit(argument, type);
    if (cast == null) {
      throw mismatch(text, arguments, index, type.toString());
    }
    return cast;
  }

  /**
   * The error for an argument of the wrong type.
   *
   * @param text the signature
   * @param arguments as written
   * @param index which argument
   * @param expected what is expected
   * @return to be thrown
   */
  public static FunctionException mismatch(
      String text, List<Expr> arguments, int index, String expected) {
    Expr argument = arguments.get(index);
    return new FunctionException(
        "%s: argument %d, %s, is %s, expected %s"
            .formatted(text, index + 1, argument, argument.type(), expected));
  }
}
