package io.weir.operators.function.nested;

import static io.weir.api.data.DataType.INT;
import static io.weir.api.data.DataType.STRING;

import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of texts that hold JSON. */
final class JsonFunctions {

  private JsonFunctions() {}

  static void register(Library library) {
    library.add(
        "get_json_object(json, path)",
        "What stands at a path such as $.a.b[0]; null if nothing does, or the JSON is broken.",
        new Signature("get_json_object(json, path)", STRING, STRING, STRING),
        (call, kernels) -> RowKernel.of(STRING, kernels, get()));
    library.rows(
        "json_array_length(json)",
        "The number of elements; null if it is no array.",
        INT,
        (in, out) -> {
          int count = JsonText.arrayLength(in.text(0));
          if (count < 0) {
            out.putNull();
          } else {
            out.putInt(count);
          }
        },
        STRING);
  }

  private static RowFunction get() {
    PathCache paths = new PathCache();
    return (in, out) -> {
      String found = JsonText.get(in.text(0), paths.of(in.text(1)));
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
    private List<Object> steps = List.of();

    List<Object> of(String path) {
      if (!path.equals(text)) {
        List<Object> parsed = JsonText.path(path);
        if (parsed == null) {
          throw new RowFailure(
              "'%s' is not a path; expected such as $.a.b[0] or $['a b']".formatted(path));
        }
        steps = parsed;
        text = path;
      }
      return steps;
    }
  }
}
