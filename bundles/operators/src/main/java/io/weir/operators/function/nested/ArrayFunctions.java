package io.weir.operators.function.nested;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.cast.ValueText;
import io.weir.operators.function.operator.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Functions of whole arrays. */
public final class ArrayFunctions {

  private static final String SORT = "sort_array(array[, ascending])";
  private static final String JOIN = "array_join(array, separator[, replacement])";

  private ArrayFunctions() {}

  static void register(Library library) {
    ofArray(
        library,
        "size(array)",
        "The number of elements.",
        (in, out) -> out.putInt(end(in) - start(in)));
    library.alias("cardinality", "size");
    library.alias("array_size", "size");
    extreme(library, "array_min(array)", "The least element; nulls are left out.", -1);
    extreme(library, "array_max(array)", "The greatest element; nulls are left out.", 1);
    searching(
        library,
        "array_contains(array, value)",
        "Whether an element equals the value; null if that hangs on a null.",
        DataType.BOOLEAN,
        ArrayFunctions::contains);
    searching(
        library,
        "array_position(array, value)",
        "The position of the first equal element, from 1; 0 if there is none.",
        DataType.LONG,
        (in, out) -> out.putLong(find(in) - start(in) + 1L));
    same(library, "array_distinct(array)", "Without repetitions.", ArrayFunctions::distinct);
    same(library, "array_compact(array)", "Without nulls.", ArrayFunctions::compact);
    library.add(
        SORT,
        "In ascending order, nulls first; or, if ascending is false, the other way round.",
        args -> {
          Signature.checkCount(SORT, args, 1, 2);
          DataType type = ElementFunctions.array(SORT, args, 0);
          Expr ascending =
              args.size() == 1
                  ? new Expr.Literal(true, DataType.BOOLEAN)
                  : Signature.argument(SORT, args, 1, DataType.BOOLEAN);
          return new Call("sort_array", List.of(args.get(0), ascending), type);
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, ArrayFunctions::sort));
    library.add(
        "slice(array, start, length)",
        "Some elements, from a position on.",
        args -> {
          Signature.checkCount("slice(array, start, length)", args, 3, 3);
          ElementFunctions.array("slice(array, start, length)", args, 0);
          Expr start = Signature.argument("slice(array, start, length)", args, 1, DataType.INT);
          Expr length = Signature.argument("slice(array, start, length)", args, 2, DataType.INT);
          return new Call("slice", List.of(args.get(0), start, length), args.get(0).type());
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, ArrayFunctions::slice));
    library.add(
        JOIN,
        "The elements as one text; nulls are left out, or replaced.",
        args -> {
          Signature.checkCount(JOIN, args, 2, 3);
          ElementFunctions.array(JOIN, args, 0);
          List<Expr> typed = new ArrayList<>(List.of(args.get(0)));
          for (int i = 1; i < args.size(); i++) {
            typed.add(Signature.argument(JOIN, args, i, DataType.STRING));
          }
          return new Call("array_join", typed, DataType.STRING);
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, ArrayFunctions::join));
  }

  private static int start(Row in) {
    return ((ArrayColumn) in.column(0)).offsets()[in.position()];
  }

  private static int end(Row in) {
    return ((ArrayColumn) in.column(0)).offsets()[in.position() + 1];
  }

  private static Column elements(Row in) {
    return ((ArrayColumn) in.column(0)).elements();
  }

  private static void ofArray(
      Library library, String text, String description, RowFunction function) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 1, 1);
          ElementFunctions.array(text, args, 0);
          return new Call(name, args, DataType.INT);
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, function));
  }

  private static void same(Library library, String text, String description, RowFunction function) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 1, 1);
          return new Call(name, args, ElementFunctions.array(text, args, 0));
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, function));
  }

  private static void extreme(Library library, String text, String description, int sign) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 1, 1);
          return new Call(name, args, ElementFunctions.array(text, args, 0).element());
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                (in, out) -> {
                  Column elements = elements(in);
                  int best = -1;
                  for (int e = start(in); e < end(in); e++) {
                    boolean better =
                        !elements.isNull(e)
                            && (best < 0 || Order.compare(elements, e, elements, best) * sign > 0);
                    best = better ? e : best;
                  }
                  if (best < 0) {
                    out.putNull();
                  } else {
                    out.copy(elements, best);
                  }
                }));
  }

  private static void searching(
      Library library, String text, String description, DataType result, RowFunction function) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, 2);
          DataType element = ElementFunctions.array(text, args, 0).element();
          DataType common = common(element, args.get(1));
          Expr array = Coercion.to(args.get(0), new DataType.Array(common));
          return new Call(name, List.of(array, Coercion.to(args.get(1), common)), result);
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, function));
  }

  private static DataType common(DataType element, Expr value) throws FunctionException {
    return Coercion.isNull(value) ? element : Coercion.common(List.of(element, value.type()));
  }

  /** The first equal element, or one before the start. */
  private static int find(Row in) {
    Column elements = elements(in);
    for (int e = start(in); e < end(in); e++) {
      if (!elements.isNull(e) && Order.compare(elements, e, in.column(1), in.position()) == 0) {
        return e;
      }
    }
    return start(in) - 1;
  }

  private static void contains(Row in, ColumnWriter out) {
    if (find(in) >= start(in)) {
      out.putBoolean(true);
      return;
    }
    Column elements = elements(in);
    for (int e = start(in); e < end(in); e++) {
      if (elements.isNull(e)) {
        out.putNull();
        return;
      }
    }
    out.putBoolean(false);
  }

  private static void put(ColumnWriter out, Column elements, List<Integer> positions) {
    List<@Nullable Object> values = new ArrayList<>();
    positions.forEach(e -> values.add(elements.value(e)));
    out.putValue(values);
  }

  private static Comparator<Integer> order(Column elements) {
    return (a, b) ->
        elements.isNull(a) || elements.isNull(b)
            ? Boolean.compare(elements.isNull(b), elements.isNull(a))
            : Order.compare(elements, a, elements, b);
  }

  /**
   * Sorts arrays in ascending order, nulls last.
   *
   * @param call of a function of an array, which gives an array of the same type
   * @param kernels the array
   * @return the kernel
   */
  public static Kernel sortedNullsLast(Call call, List<Kernel> kernels) {
    return RowKernel.of(
        call.type(),
        kernels,
        (in, out) -> {
          Column elements = elements(in);
          List<Integer> positions = positions(in);
          positions.sort(
              Comparator.<Integer, Boolean>comparing(elements::isNull)
                  .thenComparing(order(elements)));
          put(out, elements, positions);
        });
  }

  private static List<Integer> positions(Row in) {
    List<Integer> positions = new ArrayList<>();
    for (int e = start(in); e < end(in); e++) {
      positions.add(e);
    }
    return positions;
  }

  private static void sort(Row in, ColumnWriter out) {
    List<Integer> positions = positions(in);
    Comparator<Integer> ascending = order(elements(in));
    positions.sort(in.booleanAt(1) ? ascending : ascending.reversed());
    put(out, elements(in), positions);
  }

  private static void distinct(Row in, ColumnWriter out) {
    Comparator<Integer> order = order(elements(in));
    List<Integer> kept = new ArrayList<>();
    for (Integer e : positions(in)) {
      if (kept.stream().noneMatch(k -> order.compare(k, e) == 0)) {
        kept.add(e);
      }
    }
    put(out, elements(in), kept);
  }

  private static void compact(Row in, ColumnWriter out) {
    Column elements = elements(in);
    put(out, elements, positions(in).stream().filter(e -> !elements.isNull(e)).toList());
  }

  private static void slice(Row in, ColumnWriter out) {
    int start = in.intAt(1);
    int length = in.intAt(2);
    if (start == 0 || length < 0) {
      throw new RowFailure(
          "slice: start %d and length %d, expected a start other than 0 and a length of 0 or more"
              .formatted(start, length));
    }
    List<Integer> positions = positions(in);
    long from = start > 0 ? start - 1L : (long) positions.size() + start;
    if (from < 0 || from >= positions.size()) {
      out.putValue(List.of());
      return;
    }
    int to = (int) Math.min(positions.size(), from + length);
    put(out, elements(in), positions.subList((int) from, to));
  }

  private static void join(Row in, ColumnWriter out) {
    Column elements = elements(in);
    String nulls = in.size() > 2 ? in.text(2) : null;
    StringJoiner text = new StringJoiner(in.text(1));
    for (int e = start(in); e < end(in); e++) {
      if (!elements.isNull(e)) {
        text.add(ValueText.of(elements, e));
      } else if (nulls != null) {
        text.add(nulls);
      }
    }
    out.putText(text.toString());
  }
}
