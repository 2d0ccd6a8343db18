package io.weir.operators.function.operator;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import java.util.List;

/** The opposite of a number. */
final class NegativeKernel {

  private NegativeKernel() {}

  static Kernel of(Expr.Call call, List<Kernel> arguments) {
    return RowKernel.of(call.type(), arguments, function(call.type()));
  }

  private static RowFunction function(DataType type) {
    if (type == DataType.INT) {
      return (in, out) -> out.putInt(Scalar.ints(Operation.SUBTRACT, 0, in.intAt(0)));
    }
    if (type == DataType.LONG) {
      return (in, out) -> {
        if (in.longAt(0) == Long.MIN_VALUE) {
          throw new RowFailure("overflow: -(%d) does not fit long".formatted(Long.MIN_VALUE));
        }
        out.putLong(-in.longAt(0));
      };
    }
    if (type == DataType.FLOAT) {
      return (in, out) -> out.putFloat(-in.floatAt(0));
    }
    if (type == DataType.DOUBLE) {
      return (in, out) -> out.putDouble(-in.doubleAt(0));
    }
    return (in, out) -> out.putDecimal(in.decimal(0).negate());
  }
}
