package io.weir.operators.function.json;

import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.operators.expr.ColumnWriter;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Row;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of texts that hold JSON. */
public final class JsonFunctions {

  private static final String TUPLE = "json_tuple(json, name[, …])";

  private JsonFunctions() {}

  /**
   * Adds them.
   *
   * @param library to this
   */
  public static void register(Library library) {
    library.add(
        "get_json_object(json, path)",
        "What stands at a path such as $.a.b[0] or $.a[*].b; null if nothing does, the path is none,"
            + " or the JSON is broken.",
        new Signature("get_json_object(json, path)", STRING, STRING, STRING),
        (call, kernels) -> RowKernel.of(STRING, kernels, get()));
    library.rows(
        "json_array_length(json)",
        "The number of elements; null if it is no array.",
        INT,
        JsonFunctions::length,
        STRING);
    library.rows(
        "json_object_keys(json)",
        "The names of the members, not of those inside them; null if it is no object.",
        new DataType.Array(STRING),
        JsonFunctions::keys,
        STRING);
    library.add(
        TUPLE,
        "The members of some names, as texts in columns c0, c1, …; makes one row, as explode makes"
            + " several.",
        JsonFunctions::resolveTuple,
        (call, kernels) ->
            RowKernel.of(call.type(), kernels, RowKernel.Nulls.CALL, false, JsonFunctions::tuple));
    JsonConversions.register(library);
  }

  private static RowFunction get() {
    PathCache paths = new PathCache();
    return (in, out) -> {
      JsonPath path = paths.of(in.text(1));
      String found = path == null ? null : path.find(in.text(0));
      if (found == null) {
        out.putNull();
      } else {
        out.putText(found);
      }
    };
  }

  /** The path of the row before, which nearly always is that of this row. */
  private static final class PathCache {

    private @Nullable String text;
    private @Nullable JsonPath path;

    @Nullable JsonPath of(String wanted) {
      if (!wanted.equals(text)) {
        path = JsonPath.of(wanted);
        text = wanted;
      }
      return path;
    }
  }

  private static void length(Row in, ColumnWriter out) {
    int[] count = {0};
    try {
      JsonCursor value = new JsonCursor(in.text(0), false);
      if (value.peek() == '[') {
        value.array(
            () -> {
              value.skip();
              count[0]++;
            });
        out.putInt(count[0]);
        return;
      }
    } catch (BrokenJson e) {
      // Null, as for what is no array.
    }
    out.putNull();
  }

  private static void keys(Row in, ColumnWriter out) {
    List<String> names = new ArrayList<>();
    try {
      JsonCursor value = new JsonCursor(in.text(0), false);
      if (value.peek() == '{') {
        value.object(
            name -> {
              value.skip();
              names.add(name);
            });
        out.putValue(names);
        return;
      }
    } catch (BrokenJson e) {
      // Null, as for what is no object.
    }
    out.putNull();
  }

  private static Expr resolveTuple(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(TUPLE, arguments, 2, Integer.MAX_VALUE);
    List<Expr> typed = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      typed.add(Signature.argument(TUPLE, arguments, i, STRING));
      if (i > 0) {
        fields.add(Field.of("c" + (i - 1), STRING));
      }
    }
    return new Call("json_tuple", typed, new DataType.Struct(fields));
  }

  /** As in Spark the last of several members of a name counts, and a broken text has none. */
  private static void tuple(Row in, ColumnWriter out) {
    Map<String, @Nullable String> members = new LinkedHashMap<>();
    try {
      if (!in.isNull(0)) {
        JsonCursor value = new JsonCursor(in.text(0), false);
        if (value.peek() == '{') {
          value.object(name -> members.put(name, text(value)));
        }
      }
    } catch (BrokenJson e) {
      members.clear();
    }
    Map<String, @Nullable Object> tuple = new LinkedHashMap<>();
    for (int i = 1; i < in.size(); i++) {
      tuple.put("c" + (i - 1), in.isNull(i) ? null : members.get(in.text(i)));
    }
    out.putValue(tuple);
  }

  private static @Nullable String text(JsonCursor value) {
    if (value.atText()) {
      return value.text();
    }
    String compact = value.compact();
    return compact.equals("null") ? null : compact;
  }
}
