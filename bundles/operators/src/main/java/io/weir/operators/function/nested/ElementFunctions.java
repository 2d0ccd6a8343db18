package io.weir.operators.function.nested;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.List;

/** Elements of arrays by position. */
final class ElementFunctions {

  private ElementFunctions() {}

  static void register(Library library) {
    position(
        library,
        "element_at(array, n)",
        "The n-th element, from 1, or -1 for the last; beyond the ends an error.",
        1,
        true);
    position(
        library, "try_element_at(array, n)", "As element_at, but null beyond the ends.", 1, false);
    position(
        library,
        "subscript(array, n)",
        "array[n]: the element after n others; beyond the ends an error.",
        0,
        true);
    position(library, "get(array, n)", "As array[n], but null beyond the ends.", 0, false);
  }

  private static void position(
      Library library, String text, String description, int first, boolean strict) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> resolve(name, text, args),
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, (in, out) -> element(in, out, name, first, strict)));
  }

  private static Expr resolve(String name, String text, List<Expr> arguments)
      throws FunctionException {
    Signature.checkCount(text, arguments, 2, 2);
    DataType.Array array = array(text, arguments, 0);
    Expr index = Signature.argument(text, arguments, 1, DataType.INT);
    return new Call(name, List.of(arguments.get(0), index), array.element());
  }

  static DataType.Array array(String text, List<Expr> arguments, int index)
      throws FunctionException {
    if (arguments.get(index).type() instanceof DataType.Array array) {
      return array;
    }
    throw Signature.mismatch(text, arguments, index, "an array");
  }

  private static void element(Row in, ColumnWriter out, String name, int first, boolean strict) {
    ArrayColumn arrays = (ArrayColumn) in.column(0);
    int start = arrays.offsets()[in.position()];
    int size = arrays.offsets()[in.position() + 1] - start;
    int n = in.intAt(1);
    if (n == 0 && first == 1) {
      throw new RowFailure(name + ": position 0, expected 1 or more, or negative");
    }
    long at = n < 0 && first == 1 ? (long) size + n : (long) n - first;
    if (at >= 0 && at < size) {
      out.copy(arrays.elements(), start + (int) at);
    } else if (strict) {
      throw new RowFailure("%s: position %d of an array of %d elements".formatted(name, n, size));
    } else {
      out.putNull();
    }
  }
}
