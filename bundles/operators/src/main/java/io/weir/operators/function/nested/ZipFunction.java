package io.weir.operators.function.nested;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code arrays_zip}. */
final class ZipFunction {

  private static final String TEXT = "arrays_zip(array[, …])";

  private ZipFunction() {}

  static void register(Library library) {
    library.add(
        TEXT,
        "An array of structs of the elements side by side; shorter arrays have nulls at their"
            + " ends. Fields are named after columns, else by their position, from 0.",
        ZipFunction::resolve,
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, (in, out) -> zip(in, out, fields(call.type()))));
  }

  private static Expr resolve(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(TEXT, arguments, 1, Integer.MAX_VALUE);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      DataType element = ElementFunctions.array(TEXT, arguments, i).element();
      String column = MakeFunctions.columnName(arguments.get(i));
      String name = column == null ? Integer.toString(i) : column;
      if (fields.stream().anyMatch(f -> f.name().equalsIgnoreCase(name))) {
        throw new FunctionException(
            "%s: two arrays are called %s; use zip_with(a, b, (x, y) -> struct(x AS one, y AS"
                    .formatted(TEXT, name)
                + " other)) to name them");
      }
      fields.add(Field.of(name, element));
    }
    return new Call("arrays_zip", arguments, new DataType.Array(new DataType.Struct(fields)));
  }

  private static List<Field> fields(DataType type) {
    return ((DataType.Struct) ((DataType.Array) type).element()).fields();
  }

  private static void zip(Row in, ColumnWriter out, List<Field> fields) {
    int longest = 0;
    for (int i = 0; i < in.size(); i++) {
      longest = Math.max(longest, size(in, i));
    }
    List<Map<String, @Nullable Object>> structs = new ArrayList<>();
    for (int e = 0; e < longest; e++) {
      Map<String, @Nullable Object> struct = new LinkedHashMap<>();
      for (int i = 0; i < in.size(); i++) {
        ArrayColumn arrays = (ArrayColumn) in.column(i);
        int at = arrays.offsets()[in.position()] + e;
        struct.put(fields.get(i).name(), e < size(in, i) ? arrays.elements().value(at) : null);
      }
      structs.add(struct);
    }
    out.putValue(structs);
  }

  private static int size(Row in, int argument) {
    int[] offsets = ((ArrayColumn) in.column(argument)).offsets();
    return offsets[in.position() + 1] - offsets[in.position()];
  }
}
