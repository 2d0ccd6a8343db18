package io.weir.operators.function;

import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.function.FunctionType;
import io.weir.operators.UserCode;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.operator.DecimalMath;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions that bundles bring: boxed values in and out, what they throw fails the row. */
final class UserFunction {

  private UserFunction() {}

  static Expr resolve(FunctionType function, List<Expr> arguments) throws FunctionException {
    try {
      List<DataType> types = arguments.stream().map(Expr::type).toList();
      DataType type = UserCode.declared("resultType", () -> function.resultType(types));
      return new Expr.Call(function.name(), arguments, type);
    } catch (IllegalArgumentException e) {
      throw new FunctionException(function.name() + ": " + e.getMessage());
    }
  }

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
          Object value = call(function, values);
          try {
            out.putValue(checked(value, type));
          } catch (RuntimeException e) {
            throw new RowFailure(
                "the function %s returned a %s, expected a value of type %s: %s"
                    .formatted(
                        function.name(),
                        value == null ? "null" : value.getClass().getName(),
                        type,
                        e.getMessage()));
          }
        });
  }

  private static @Nullable Object call(FunctionType function, @Nullable Object[] values) {
    try {
      return function.call(values);
    } catch (Throwable e) {
      throw new RowFailure(
          "the function %s failed: %s".formatted(function.name(), UserCode.failure(e)));
    }
  }

  /** What the writer takes on trust: the scale of decimals, what is inside arrays and structs. */
  private static @Nullable Object checked(@Nullable Object value, DataType type) {
    if (value instanceof BigDecimal number && type instanceof DataType.Decimal decimal) {
      return DecimalMath.fit(number, decimal);
    }
    if (type instanceof DataType.Array || type instanceof DataType.Struct || value == null) {
      ColumnBuilder.of(type).append(value);
    } else if (type == DataType.BINARY && !(value instanceof byte[])) {
      throw new IllegalArgumentException("expected bytes, found " + value.getClass().getName());
    }
    return value;
  }
}
