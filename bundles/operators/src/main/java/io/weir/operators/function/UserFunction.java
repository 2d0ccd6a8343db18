package io.weir.operators.function;

import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions that bundles bring: boxed values in and out, what they throw fails the row. */
final class UserFunction {

  private UserFunction() {}

  static Expr resolve(FunctionType function, List<Expr> arguments) throws FunctionException {
    try {
      DataType type = function.resultType(arguments.stream().map(Expr::type).toList());
      return new Expr.Call(function.name(), arguments, type);
    } catch (IllegalArgumentException e) {
      throw new FunctionException(function.name() + ": " + e.getMessage());
    }
  }

  // Whatever a user's function throws, a missing class too, is its own affair.
  static Kernel kernel(FunctionType function, DataType type, List<Kernel> arguments) {
    return RowKernel.of(
        type,
        arguments,
        RowKernel.Nulls.CALL,
        false,
        (in, out) -> {
          @Nullable Object[] values = new @Nullable Object[in.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = in.value(i);
          }
          try {
            out.putValue(function.call(values));
          } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new RowFailure(function.name() + ": " + describe(e));
          }
        });
  }

  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
