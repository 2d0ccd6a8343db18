package io.weir.operators.function.text;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.cast.ValueText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joining texts and arrays, and turning them round. */
final class ConcatFunctions {

  private static final String CONCAT_WS = "concat_ws(separator[, …])";

  private ConcatFunctions() {}

  static void register(Library library) {
    library.add(
        "concat(a[, …])",
        "Texts, bytes or arrays one after the other, as a || b; null if one is.",
        ConcatFunctions::concat,
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.STRING
                    ? ConcatFunctions::texts
                    : call.type() == DataType.BINARY
                        ? ConcatFunctions::bytes
                        : ConcatFunctions::arrays));
    library.alias("||", "concat");
    library.add(
        CONCAT_WS,
        "The texts, and those of arrays, with a separator; nulls are left out.",
        ConcatFunctions::separated,
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, Nulls.CALL, false, ConcatFunctions::separate));
    library.add(
        "reverse(a)",
        "A text or an array the other way round.",
        args -> {
          Signature.checkCount("reverse(a)", args, 1, 1);
          Expr argument = args.get(0);
          Expr typed =
              argument.type() instanceof DataType.Array
                  ? argument
                  : Signature.argument("reverse(a)", args, 0, DataType.STRING);
          return new Call("reverse", List.of(typed), typed.type());
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                call.type() == DataType.STRING
                    ? (in, out) -> out.putText(new StringBuilder(in.text(0)).reverse().toString())
                    : ConcatFunctions::reverse));
  }

  private static Expr concat(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("concat(a[, …])", arguments, 1, Integer.MAX_VALUE);
    boolean arrays = arguments.stream().anyMatch(a -> a.type() instanceof DataType.Array);
    boolean bytes = arguments.stream().allMatch(a -> a.type() == DataType.BINARY);
    DataType type =
        arrays ? Coercion.commonOf(arguments) : bytes ? DataType.BINARY : DataType.STRING;
    List<Expr> typed = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      typed.add(Signature.argument("concat(a[, …])", arguments, i, type));
    }
    return new Call("concat", typed, type);
  }

  private static void texts(Row in, ColumnWriter out) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < in.size(); i++) {
      text.append(in.text(i));
    }
    out.putText(text.toString());
  }

  private static void bytes(Row in, ColumnWriter out) {
    byte[][] parts = new byte[in.size()][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Bytes.of(in, i);
    }
    out.putValue(Bytes.joined(parts));
  }

  private static void arrays(Row in, ColumnWriter out) {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      addAll(in, i, all);
    }
    out.putValue(all);
  }

  private static void addAll(Row in, int index, List<@Nullable Object> target) {
    ArrayColumn arrays = (ArrayColumn) in.column(index);
    int row = in.position();
    for (int e = arrays.offsets()[row]; e < arrays.offsets()[row + 1]; e++) {
      target.add(arrays.elements().value(e));
    }
  }

  private static void reverse(Row in, ColumnWriter out) {
    List<@Nullable Object> elements = new ArrayList<>();
    addAll(in, 0, elements);
    java.util.Collections.reverse(elements);
    out.putValue(elements);
  }

  private static Expr separated(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(CONCAT_WS, arguments, 1, Integer.MAX_VALUE);
    List<Expr> typed = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      boolean array = i > 0 && arguments.get(i).type() instanceof DataType.Array;
      typed.add(
          array ? arguments.get(i) : Signature.argument(CONCAT_WS, arguments, i, DataType.STRING));
    }
    return new Call("concat_ws", typed, DataType.STRING);
  }

  private static void separate(Row in, ColumnWriter out) {
    if (in.isNull(0)) {
      out.putNull();
      return;
    }
    String separator = in.text(0);
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (int i = 1; i < in.size(); i++) {
      if (in.isNull(i)) {
        continue;
      }
      int row = in.position();
      Column column = in.column(i);
      boolean array = column instanceof ArrayColumn;
      int from = array ? ((ArrayColumn) column).offsets()[row] : row;
      int to = array ? ((ArrayColumn) column).offsets()[row + 1] : row + 1;
      Column values = array ? ((ArrayColumn) column).elements() : column;
      for (int e = from; e < to; e++) {
        if (!values.isNull(e)) {
          text.append(first ? "" : separator).append(ValueText.of(values, e));
          first = false;
        }
      }
    }
    out.putText(text.toString());
  }
}
