package io.weir.operators.function.lambda;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Closure;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Lambda;
import io.weir.operators.expr.Kernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.ScalarFunction.LambdaCompiler;
import io.weir.operators.function.ScalarFunction.Lambdas;
import io.weir.operators.function.ScalarFunction.Typing;
import io.weir.operators.function.Signature;
import io.weir.operators.function.nested.ArrayFunctions;
import java.util.ArrayList;
import java.util.List;

/** Functions of arrays that take lambdas. */
public final class LambdaFunctions {

  private static final String TRANSFORM = "transform(array, x -> value)";
  private static final String ZIP = "zip_with(array, array, (x, y) -> value)";
  private static final String FILTER = "filter(array, x -> condition)";
  private static final String FOLD =
      "aggregate(array, start, (state, x) -> state[, state -> value])";
  private static final String SORT = "array_sort(array[, (x, y) -> int])";

  private LambdaFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.add(
        TRANSFORM,
        "What the lambda makes of each element; (x, i) -> value takes its position, from 0, too.",
        args -> made("transform", TRANSFORM, args, 1),
        null,
        lambda(elements(TRANSFORM, 1, true), LambdaFunctions::transformed));
    library.add(
        ZIP,
        "What the lambda makes of the elements of two arrays side by side; the shorter one has"
            + " nulls at its end.",
        args -> made("zip_with", ZIP, args, 2),
        null,
        lambda(elements(ZIP, 2, false), LambdaFunctions::transformed));
    library.add(
        FILTER,
        "The elements for which the lambda is true; (x, i) -> condition takes the position, from"
            + " 0, too.",
        args -> {
          Lambda condition = condition(FILTER, args);
          return new Call("filter", List.of(args.get(0), condition), args.get(0).type());
        },
        null,
        lambda(
            elements(FILTER, 1, true),
            (call, values, lambdas) -> new FilterKernel(values.get(0), lambdas.get(0))));
    quantifier(
        library,
        "exists(array, x -> condition)",
        "Whether the condition is true for an element; null if that hangs on a null.",
        true);
    quantifier(
        library,
        "forall(array, x -> condition)",
        "Whether the condition is true for every element; null if that hangs on a null.",
        false);
    library.add(
        FOLD,
        "Merges one element after another into the start; the second lambda makes the result of"
            + " the last.",
        LambdaFunctions::fold,
        null,
        new Lambdas(LambdaFunctions::foldParameters, LambdaFunctions::folded));
    library.alias("reduce", "aggregate");
    library.add(
        SORT,
        "In ascending order, nulls last; or as the lambda says, which gives a negative int, 0 or a"
            + " positive one for x before, level with or after y.",
        LambdaFunctions::sort,
        ArrayFunctions::sortedNullsLast,
        lambda(
            LambdaFunctions::sortParameters,
            (call, values, lambdas) -> new SortKernel(values.get(0), lambdas.get(0))));
  }

  private static Lambdas lambda(Typing typing, LambdaCompiler compiler) {
    return new Lambdas(typing, compiler);
  }

  private static Kernel transformed(Call call, List<Kernel> values, List<Closure> lambdas) {
    return new TransformKernel(values, lambdas.get(0));
  }

  private static void quantifier(
      Library library, String text, String description, boolean deciding) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Lambda condition = condition(text, args);
          return new Call(name, List.of(args.get(0), condition), DataType.BOOLEAN);
        },
        null,
        lambda(
            elements(text, 1, false),
            (call, values, lambdas) ->
                new QuantifierKernel(values.get(0), lambdas.get(0), deciding)));
  }

  /** One lambda, of an element of each array and, if it may, of the position. */
  private static Typing elements(String text, int arrays, boolean indexed) {
    return (values, lambda, count) -> {
      List<DataType> types = new ArrayList<>();
      for (int i = 0; i < arrays; i++) {
        types.add(element(text, values, i));
      }
      if (indexed && count == arrays + 1) {
        types.add(DataType.INT);
      }
      return counted(text, types, count, indexed ? arrays + " or " + (arrays + 1) : "" + arrays);
    };
  }

  private static List<DataType> counted(
      String text, List<DataType> types, int count, String expected) throws FunctionException {
    if (types.size() != count) {
      throw new FunctionException(
          "%s: a lambda of %d parameters, expected %s".formatted(text, count, expected));
    }
    return types;
  }

  private static DataType element(String text, List<Expr> values, int index)
      throws FunctionException {
    if (index >= values.size()) {
      throw new FunctionException(
          "%s: the lambda is argument %d, expected an array there"
              .formatted(text, values.size() + 1));
    }
    if (values.get(index).type() instanceof DataType.Array array) {
      return array.element();
    }
    throw Signature.mismatch(text, values, index, "an array");
  }

  private static Lambda lambdaAt(String text, List<Expr> arguments, int index)
      throws FunctionException {
    if (arguments.get(index) instanceof Lambda lambda) {
      return lambda;
    }
    throw Signature.mismatch(text, arguments, index, "a lambda");
  }

  private static Expr made(String name, String text, List<Expr> arguments, int arrays)
      throws FunctionException {
    Signature.checkCount(text, arguments, arrays + 1, arrays + 1);
    DataType type = lambdaAt(text, arguments, arrays).type();
    return new Call(name, arguments, new DataType.Array(type));
  }

  /** The lambda of a function of an array and a condition. */
  private static Lambda condition(String text, List<Expr> arguments) throws FunctionException {
    Signature.checkCount(text, arguments, 2, 2);
    return returning(text, lambdaAt(text, arguments, 1), DataType.BOOLEAN);
  }

  private static Lambda returning(String text, Lambda lambda, DataType type)
      throws FunctionException {
    if (Coercion.isNull(lambda.body())) {
      return new Lambda(lambda.parameters(), Coercion.to(lambda.body(), type));
    }
    if (!lambda.type().equals(type)) {
      throw new FunctionException(
          "%s: the lambda gives %s, which is %s, expected %s"
              .formatted(text, lambda.body(), lambda.type(), type));
    }
    return lambda;
  }

  private static List<DataType> foldParameters(List<Expr> values, int lambda, int count)
      throws FunctionException {
    DataType element = element(FOLD, values, 0);
    Signature.checkCount(FOLD, values, 2, 2);
    DataType state = values.get(1).type();
    return lambda == 0
        ? counted(FOLD, List.of(state, element), count, "2")
        : counted(FOLD, List.of(state), count, "1");
  }

  private static Expr fold(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(FOLD, arguments, 3, 4);
    DataType state = arguments.get(1).type();
    Lambda merge = lambdaAt(FOLD, arguments, 2);
    if (!Coercion.isNull(merge.body()) && !merge.type().equals(state)) {
      throw new FunctionException(
          "%s: the lambda gives %s, which is %s, and the start is %s; cast one to the other's type"
              .formatted(FOLD, merge.body(), merge.type(), state));
    }
    Lambda typed = returning(FOLD, merge, state);
    if (arguments.size() == 3) {
      return new Call("aggregate", List.of(arguments.get(0), arguments.get(1), typed), state);
    }
    Lambda finish = lambdaAt(FOLD, arguments, 3);
    return new Call(
        "aggregate", List.of(arguments.get(0), arguments.get(1), typed, finish), finish.type());
  }

  private static Kernel folded(Call call, List<Kernel> values, List<Closure> lambdas) {
    return new FoldKernel(
        values.get(0),
        values.get(1),
        lambdas.get(0),
        lambdas.size() > 1 ? lambdas.get(1) : null,
        call.arguments().get(1).type(),
        call.type());
  }

  private static List<DataType> sortParameters(List<Expr> values, int lambda, int count)
      throws FunctionException {
    DataType element = element(SORT, values, 0);
    return counted(SORT, List.of(element, element), count, "2");
  }

  private static Expr sort(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(SORT, arguments, 1, 2);
    element(SORT, arguments, 0);
    List<Expr> typed =
        arguments.size() == 1
            ? arguments
            : List.of(
                arguments.get(0), returning(SORT, lambdaAt(SORT, arguments, 1), DataType.INT));
    return new Call("array_sort", typed, arguments.get(0).type());
  }
}
