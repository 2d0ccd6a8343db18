package io.weir.operators.function.cast;

import io.weir.api.data.DataType;
import io.weir.api.data.DataType.Array;
import io.weir.api.data.DataType.Decimal;
import io.weir.api.data.DataType.Struct;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Conversions, as ANSI Spark 4 has them: what does not fit is an error of its row. The time zone of
 * texts without offset is UTC.
 */
public final class Casts {

  private Casts() {}

  /**
   * Whether a conversion exists.
   *
   * @param from a type
   * @param to another
   * @return whether CAST may be written; single values may still fail
   */
  public static boolean allowed(DataType from, DataType to) {
    if (from.equals(to) || to == DataType.STRING) {
      return true;
    }
    if (from instanceof Array a && to instanceof Array b) {
      return allowed(a.element(), b.element());
    }
    if (from instanceof Struct a && to instanceof Struct b) {
      if (a.fields().size() != b.fields().size()) {
        return false;
      }
      for (int i = 0; i < a.fields().size(); i++) {
        if (!allowed(a.fields().get(i).type(), b.fields().get(i).type())) {
          return false;
        }
      }
      return true;
    }
    if (from == DataType.STRING) {
      return to instanceof DataType.Primitive || to instanceof Decimal;
    }
    if (from.isNumeric()) {
      return to.isNumeric() || to == DataType.BOOLEAN || to == DataType.TIMESTAMP;
    }
    if (from == DataType.BOOLEAN) {
      return to.isNumeric();
    }
    if (from == DataType.TIMESTAMP) {
      return to == DataType.DATE || to.isNumeric();
    }
    return from == DataType.DATE && to == DataType.TIMESTAMP;
  }

  /**
   * Compiles a conversion.
   *
   * @param operand the kernel of what is converted
   * @param from its type
   * @param to to what
   * @param orNull whether a value that does not fit gives null instead of an error
   * @return the kernel
   */
  public static Kernel kernel(Kernel operand, DataType from, DataType to, boolean orNull) {
    if (from.equals(to)) {
      return operand;
    }
    if (Widening.supports(from, to)) {
      return new Widening(operand, to);
    }
    if (from instanceof Array && to instanceof Array array) {
      return new ArrayCast(operand, array, orNull);
    }
    return RowKernel.of(to, List.of(operand), Nulls.PROPAGATE, orNull, function(from, to, orNull));
  }

  private static RowFunction function(DataType from, DataType to, boolean orNull) {
    if (to == DataType.STRING) {
      return from == DataType.BINARY
          ? (in, out) -> {
            byte[] bytes = (byte[]) in.value(0);
            out.putText(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
          }
          : (in, out) -> out.putText(ValueText.of(in.column(0), in.position()));
    }
    if (from == DataType.STRING) {
      return TextCasts.to(to);
    }
    if (to instanceof Struct struct) {
      return new StructCast((Struct) from, struct, orNull);
    }
    return ScalarCasts.function(from, to);
  }
}
