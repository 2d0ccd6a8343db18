package io.weir.operators.function.nested;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code array_insert}. */
final class InsertFunction {

  private static final String TEXT = "array_insert(array, n, value)";

  private InsertFunction() {}

  static void register(Library library) {
    library.add(
        TEXT,
        "With the value as its n-th element, from 1, or -1 for the last; beyond the ends with"
            + " nulls between.",
        InsertFunction::resolve,
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, Nulls.CALL, false, InsertFunction::insert));
  }

  private static Expr resolve(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(TEXT, arguments, 3, 3);
    DataType element = ElementFunctions.array(TEXT, arguments, 0).element();
    Expr position = Signature.argument(TEXT, arguments, 1, DataType.INT);
    Expr value = arguments.get(2);
    DataType common =
        Coercion.isNull(value) ? element : Coercion.common(List.of(element, value.type()));
    DataType type = new DataType.Array(common);
    Expr array = Coercion.to(arguments.get(0), type);
    return new Call("array_insert", List.of(array, position, Coercion.to(value, common)), type);
  }

  private static void insert(Row in, ColumnWriter out) {
    if (in.isNull(0) || in.isNull(1)) {
      out.putNull();
      return;
    }
    ArrayColumn arrays = (ArrayColumn) in.column(0);
    int start = arrays.offsets()[in.position()];
    int size = arrays.offsets()[in.position() + 1] - start;
    int n = in.intAt(1);
    if (n == 0) {
      throw new RowFailure("array_insert: position 0, expected 1 or more, or negative");
    }
    ArrayLength.check("array_insert", Math.max(size + 1L, Math.abs((long) n)));
    List<@Nullable Object> values = new ArrayList<>();
    for (int e = start; e < start + size; e++) {
      values.add(arrays.elements().value(e));
    }
    if (n > 0) {
      values.addAll(Collections.nCopies(Math.max(0, n - 1 - size), null));
      values.add(n - 1, in.value(2));
    } else {
      values.addAll(0, Collections.nCopies(Math.max(0, -n - 1 - size), null));
      values.add(values.size() + 1 + n, in.value(2));
    }
    out.putValue(values);
  }
}
