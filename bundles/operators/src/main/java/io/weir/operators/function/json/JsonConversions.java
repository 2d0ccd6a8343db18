package io.weir.operators.function.json;

import static io.weir.api.data.DataType.STRING;

import io.weir.api.data.DataType;
import io.weir.operators.expr.Expr;
import io.weir.operators.expr.Expr.Call;
import io.weir.operators.expr.Expr.Literal;
import io.weir.operators.expr.RowFailure;
import io.weir.operators.expr.RowFunction;
import io.weir.operators.expr.RowKernel;
import io.weir.operators.function.FunctionException;
import io.weir.operators.function.Library;
import io.weir.operators.function.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code from_json} and {@code to_json}. SQL gives the schema as a NULL of its type, and the
 * options as texts, a name and a value in turn.
 */
final class JsonConversions {

  private static final String FROM = "from_json(json, 'column type, …'[, map(option, value, …)])";
  private static final String TO = "to_json(struct | array[, map(option, value, …)])";
  private static final String MODE = "mode";

  private JsonConversions() {}

  static void register(Library library) {
    library.add(
        FROM,
        "The struct, or ARRAY<…>, that a text holds. What does not fit a column is null, and so is"
            + " every column of what is no JSON; with map('mode', 'FAILFAST') the row is quarantined."
            + " Other options are timestampFormat and dateFormat.",
        JsonConversions::resolveFrom,
        (call, kernels) ->
            RowKernel.of(call.type(), kernels.subList(0, 1), from(call.type(), options(call))));
    library.add(
        TO,
        "The value as JSON, without fields that are null; or with them, by map('ignoreNullFields',"
            + " 'false'). Other options are timestampFormat and dateFormat.",
        JsonConversions::resolveTo,
        (call, kernels) -> RowKernel.of(STRING, kernels.subList(0, 1), to(options(call))));
  }

  private static Expr resolveFrom(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(FROM, arguments, 2, Integer.MAX_VALUE);
    DataType type = arguments.get(1).type();
    if (!isNested(type)) {
      throw Signature.mismatch(FROM, arguments, 1, "columns or ARRAY<…>, as a constant text");
    }
    List<Expr> typed = new ArrayList<>(List.of(Signature.argument(FROM, arguments, 0, STRING)));
    typed.addAll(checked(FROM, arguments, 2, List.of(MODE, "timestampformat", "dateformat")));
    return new Call("from_json", typed, type);
  }

  private static Expr resolveTo(List<Expr> arguments) throws FunctionException {
    Signature.checkCount(TO, arguments, 1, Integer.MAX_VALUE);
    if (!isNested(arguments.get(0).type())) {
      throw Signature.mismatch(TO, arguments, 0, "a struct or an array");
    }
    List<Expr> typed = new ArrayList<>(arguments.subList(0, 1));
    typed.addAll(
        checked(TO, arguments, 1, List.of("ignorenullfields", "timestampformat", "dateformat")));
    return new Call("to_json", typed, STRING);
  }

  private static boolean isNested(DataType type) {
    return type instanceof DataType.Struct || type instanceof DataType.Array;
  }

  /** The options, of which Spark passes over those that it does not know; that helps nobody. */
  private static List<Expr> checked(String text, List<Expr> arguments, int from, List<String> known)
      throws FunctionException {
    List<Expr> options = arguments.subList(from, arguments.size());
    for (int i = 0; i < options.size(); i++) {
      if (!(options.get(i) instanceof Literal literal
          && literal.value() instanceof String option)) {
        throw Signature.mismatch(text, arguments, from + i, "a constant text");
      }
      String name = i % 2 == 0 ? option : String.valueOf(((Literal) options.get(i - 1)).value());
      if (!known.contains(name.toLowerCase(Locale.ROOT))) {
        throw new FunctionException(
            "%s: no option '%s'; there are %s".formatted(text, name, String.join(", ", known)));
      }
      if (i % 2 == 1) {
        check(text, name, option);
      }
    }
    return options;
  }

  private static void check(String text, String name, String value) throws FunctionException {
    boolean mode = name.equalsIgnoreCase(MODE);
    if (mode && !value.equalsIgnoreCase("PERMISSIVE") && !value.equalsIgnoreCase("FAILFAST")) {
      throw new FunctionException(
          "%s: mode '%s'; expected PERMISSIVE or FAILFAST".formatted(text, value));
    }
    if (name.toLowerCase(Locale.ROOT).endsWith("format")) {
      try {
        JsonTimes.check(value);
      } catch (RowFailure e) {
        throw new FunctionException(text + ": " + e.getMessage());
      }
    }
  }

  private static Map<String, String> options(Call call) {
    List<Expr> arguments = call.arguments();
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i + 1 < arguments.size(); i += 2) {
      options.put(text(arguments.get(i)).toLowerCase(Locale.ROOT), text(arguments.get(i + 1)));
    }
    return options;
  }

  private static String text(Expr option) {
    return String.valueOf(((Literal) option).value());
  }

  private static RowFunction from(DataType type, Map<String, String> options) {
    JsonReader reader = new JsonReader(type, new JsonTimes(options));
    boolean strict = "FAILFAST".equalsIgnoreCase(options.get(MODE));
    return (in, out) -> {
      Object value = reader.read(in.text(0));
      if (strict && reader.wasUnfit()) {
        throw new RowFailure("from_json: %s is not %s".formatted(in.text(0), type));
      }
      out.putValue(value);
    };
  }

  private static RowFunction to(Map<String, String> options) {
    boolean nullFields = "false".equalsIgnoreCase(options.get("ignorenullfields"));
    JsonWriter writer = new JsonWriter(new JsonTimes(options), nullFields);
    return (in, out) -> out.putText(writer.write(in.column(0), in.position()));
  }
}
