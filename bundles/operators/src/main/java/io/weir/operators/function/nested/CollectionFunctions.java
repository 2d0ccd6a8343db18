package io.weir.operators.function.nested;

import io.weir.api.data.ArrayColumn;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import io.weir.operators.function.operator.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Arrays as collections: taken together as sets, lengthened, and made of one value or of arrays.
 */
final class CollectionFunctions {

  /** Nulls are one value, and come first. */
  private static final Comparator<Element> ORDER =
      (a, b) ->
          a.isNull() || b.isNull()
              ? Boolean.compare(b.isNull(), a.isNull())
              : Order.compare(a.column(), a.position(), b.column(), b.position());

  private CollectionFunctions() {}

  /** A value in a column. */
  private record Element(Column column, int position) {
    boolean isNull() {
      return column.isNull(position);
    }
  }

  static void register(Library library) {
    sets(
        library,
        "array_union(array, array)",
        "The elements of both, each once.",
        in -> once(Stream.concat(elements(in, 0), elements(in, 1))));
    sets(
        library,
        "array_intersect(array, array)",
        "The elements of the first that the second has, each once.",
        in -> once(elements(in, 0).filter(set(in, 1)::contains)));
    sets(
        library,
        "array_except(array, array)",
        "The elements of the first that the second lacks, each once.",
        in -> {
          Set<Element> others = set(in, 1);
          return once(elements(in, 0).filter(e -> !others.contains(e)));
        });
    library.add(
        "arrays_overlap(array, array)",
        "Whether both have an element other than null; null if that hangs on a null.",
        args -> {
          List<Expr> arrays = arrays("arrays_overlap(array, array)", args);
          return new Call("arrays_overlap", arrays, DataType.BOOLEAN);
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, CollectionFunctions::overlap));
    withElement(
        library,
        "array_append(array, value)",
        "With the value at its end.",
        (in, out) -> put(out, Stream.concat(elements(in, 0), Stream.of(value(in)))));
    withElement(
        library,
        "array_prepend(array, value)",
        "With the value at its beginning.",
        (in, out) -> put(out, Stream.concat(Stream.of(value(in)), elements(in, 0))));
    withElement(
        library,
        "array_remove(array, value)",
        "Without the elements that equal the value; null for a null value.",
        (in, out) -> {
          if (in.isNull(1)) {
            out.putNull();
          } else {
            Element value = value(in);
            put(out, elements(in, 0).filter(e -> ORDER.compare(e, value) != 0));
          }
        });
    library.add(
        "array_repeat(value, n)",
        "An array of n times the value.",
        args -> {
          Signature.checkCount("array_repeat(value, n)", args, 2, 2);
          Expr count = Signature.argument("array_repeat(value, n)", args, 1, DataType.INT);
          DataType type = new DataType.Array(args.get(0).type());
          return new Call("array_repeat", List.of(args.get(0), count), type);
        },
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, Nulls.CALL, false, CollectionFunctions::repeat));
    library.add(
        "flatten(array)",
        "The elements of the arrays in an array; null if one of them is null.",
        args -> {
          Signature.checkCount("flatten(array)", args, 1, 1);
          if (ElementFunctions.array("flatten(array)", args, 0).element()
              instanceof DataType.Array inner) {
            return new Call("flatten", args, inner);
          }
          throw Signature.mismatch("flatten(array)", args, 0, "an array of arrays");
        },
        (call, kernels) -> RowKernel.of(call.type(), kernels, CollectionFunctions::flatten));
  }

  /** Elements of a row. */
  @FunctionalInterface
  private interface Choice {
    Stream<Element> of(Row in);
  }

  private static void sets(Library library, String text, String description, Choice choice) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          List<Expr> arrays = arrays(text, args);
          return new Call(name, arrays, arrays.get(0).type());
        },
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, (in, out) -> put(out, choice.of(in))));
  }

  /** Two arrays of one type. */
  private static List<Expr> arrays(String text, List<Expr> arguments) throws FunctionException {
    Signature.checkCount(text, arguments, 2, 2);
    DataType one = ElementFunctions.array(text, arguments, 0);
    DataType other = ElementFunctions.array(text, arguments, 1);
    return Coercion.allTo(arguments, Coercion.common(List.of(one, other)));
  }

  /** An array that is not null, and a value of the type of its elements that may be. */
  private static void withElement(
      Library library, String text, String description, RowFunction function) {
    String name = text.substring(0, text.indexOf('('));
    library.add(
        text,
        description,
        args -> {
          Signature.checkCount(text, args, 2, 2);
          DataType element = ElementFunctions.array(text, args, 0).element();
          Expr value = args.get(1);
          DataType common =
              Coercion.isNull(value) ? element : Coercion.common(List.of(element, value.type()));
          DataType type = new DataType.Array(common);
          List<Expr> typed = List.of(Coercion.to(args.get(0), type), Coercion.to(value, common));
          return new Call(name, typed, type);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                Nulls.CALL,
                false,
                (in, out) -> {
                  if (in.isNull(0)) {
                    out.putNull();
                  } else {
                    function.apply(in, out);
                  }
                }));
  }

  private static Stream<Element> elements(Row in, int argument) {
    return elements((ArrayColumn) in.column(argument), in.position());
  }

  private static Stream<Element> elements(ArrayColumn arrays, int row) {
    List<Element> elements = new ArrayList<>();
    for (int e = arrays.offsets()[row]; e < arrays.offsets()[row + 1]; e++) {
      elements.add(new Element(arrays.elements(), e));
    }
    return elements.stream();
  }

  private static Element value(Row in) {
    return new Element(in.column(1), in.position());
  }

  private static Set<Element> set(Row in, int argument) {
    Set<Element> set = new TreeSet<>(ORDER);
    elements(in, argument).forEach(set::add);
    return set;
  }

  private static Stream<Element> once(Stream<Element> elements) {
    Set<Element> seen = new TreeSet<>(ORDER);
    return elements.filter(seen::add);
  }

  private static void put(ColumnWriter out, Stream<Element> elements) {
    List<@Nullable Object> values = new ArrayList<>();
    elements.forEach(e -> values.add(e.column().value(e.position())));
    out.putValue(values);
  }

  private static void overlap(Row in, ColumnWriter out) {
    Set<Element> one = set(in, 0);
    Set<Element> other = set(in, 1);
    if (one.stream().anyMatch(e -> !e.isNull() && other.contains(e))) {
      out.putBoolean(true);
    } else if (!one.isEmpty()
        && !other.isEmpty()
        && Stream.concat(one.stream(), other.stream()).anyMatch(Element::isNull)) {
      out.putNull();
    } else {
      out.putBoolean(false);
    }
  }

  private static void repeat(Row in, ColumnWriter out) {
    if (in.isNull(1)) {
      out.putNull();
      return;
    }
    ArrayLength.check("array_repeat", in.intAt(1));
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < in.intAt(1); i++) {
      values.add(in.value(0));
    }
    out.putValue(values);
  }

  private static void flatten(Row in, ColumnWriter out) {
    ArrayColumn inner = (ArrayColumn) ((ArrayColumn) in.column(0)).elements();
    List<Element> arrays = elements(in, 0).toList();
    if (arrays.stream().anyMatch(Element::isNull)) {
      out.putNull();
    } else {
      put(out, arrays.stream().flatMap(array -> elements(inner, array.position())));
    }
  }
}
