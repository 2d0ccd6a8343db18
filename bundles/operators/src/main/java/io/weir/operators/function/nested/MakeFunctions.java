package io.weir.operators.function.nested;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.ColumnRef;
import io.weir.operators.expr.Expr.FieldOf;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.Kernel;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.expr.RowKernel.Nulls;
import io.weir.operators.function.Coercion;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes arrays and structs. */
final class MakeFunctions {

  private static final String NAMED = "named_struct(name, value[, …])";

  private MakeFunctions() {}

  static void register(Library library) {
    library.add(
        "array(a[, …])",
        "An array of the values, cast to their common type.",
        args -> {
          DataType element = args.isEmpty() ? DataType.STRING : Coercion.commonOf(args);
          DataType type = new DataType.Array(element);
          return new Call("array", Coercion.allTo(args, element), type);
        },
        (call, kernels) ->
            RowKernel.of(
                call.type(),
                kernels,
                Nulls.CALL,
                false,
                (in, out) -> {
                  List<@Nullable Object> elements = new ArrayList<>();
                  for (int i = 0; i < in.size(); i++) {
                    elements.add(in.value(i));
                  }
                  out.putValue(elements);
                }));
    library.add(NAMED, "A struct of named values.", MakeFunctions::named, MakeFunctions::kernel);
    library.rewrite(
        "struct(a[, …])",
        "A struct of the values, named after their columns, else col1, col2, … .",
        MakeFunctions::unnamed);
  }

  /** The call keeps the values alone; the names are in its type. */
  private static Expr named(List<Expr> arguments) throws FunctionException {
    if (arguments.isEmpty() || arguments.size() % 2 != 0) {
      throw new FunctionException(NAMED + ": expected names and values in turn");
    }
    List<Field> fields = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!(arguments.get(i) instanceof Literal literal
          && literal.value() instanceof String name)) {
        throw Signature.mismatch(NAMED, arguments, i, "a constant name");
      }
      fields.add(Field.of(name, arguments.get(i + 1).type()));
      values.add(arguments.get(i + 1));
    }
    return new Call("named_struct", values, new DataType.Struct(fields));
  }

  private static Expr unnamed(List<Expr> arguments) throws FunctionException {
    Signature.checkCount("struct(a[, …])", arguments, 1, Integer.MAX_VALUE);
    List<Field> fields = new ArrayList<>();
    for (Expr argument : arguments) {
      fields.add(Field.of(nameOf(argument, fields.size() + 1), argument.type()));
    }
    return new Call("named_struct", arguments, new DataType.Struct(fields));
  }

  private static String nameOf(Expr expr, int position) {
    String column = columnName(expr);
    return column == null ? "col" + position : column;
  }

  /** What a column, a field or a parameter of a lambda is called; null for other expressions. */
  static @Nullable String columnName(Expr expr) {
    if (expr instanceof ColumnRef column) {
      return column.name();
    }
    if (expr instanceof FieldOf field) {
      DataType.Struct struct = (DataType.Struct) field.operand().type();
      return struct.fields().get(field.field()).name();
    }
    return expr instanceof Expr.Parameter parameter ? parameter.name() : null;
  }

  private static Kernel kernel(Call call, List<Kernel> kernels) {
    return new StructKernel((DataType.Struct) call.type(), kernels);
  }
}
