package io.weir.pipeline.check;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.pipeline.config.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a type such as {@code array<struct<name:string,value:decimal(10,2)>>}. */
final class TypeText {

  private static final Map<String, DataType> PLAIN = plain();
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("integer", "int"),
          Map.entry("bigint", "long"),
          Map.entry("number", "double"),
          Map.entry("real", "float"),
          Map.entry("text", "string"),
          Map.entry("varchar", "string"),
          Map.entry("bool", "boolean"),
          Map.entry("bytes", "binary"),
          Map.entry("datetime", "timestamp"),
          Map.entry("time", "timestamp"),
          Map.entry("numeric", "decimal(10,0)"));
  private static final List<String> NAMES =
      List.of(
          "boolean",
          "int",
          "long",
          "float",
          "double",
          "decimal(p,s)",
          "string",
          "binary",
          "timestamp",
          "date",
          "array<T>",
          "struct<a:T,…>");

  /** What is wrong with a type. */
  static final class BadType extends Exception {
    private static final long serialVersionUID = 1L;

    BadType(String message) {
      super(message);
    }
  }

  private final String text;
  private int at;

  private TypeText(String text) {
    this.text = text;
  }

  /** The type that a text names. */
  static DataType parse(String text) throws BadType {
    TypeText reader = new TypeText(text);
    DataType type = reader.type(0);
    reader.skipBlanks();
    if (reader.at < text.length()) {
      throw new BadType("'%s' behind the type is too much".formatted(text.substring(reader.at)));
    }
    return type;
  }

  private DataType type(int depth) throws BadType {
    if (depth > 20) {
      throw new BadType("nested too deeply");
    }
    String name = word().toLowerCase(Locale.ROOT);
    DataType simple = PLAIN.get(name);
    if (simple != null) {
      return simple;
    }
    return switch (name) {
      case "decimal" -> decimal();
      case "array" -> {
        expect('<');
        DataType element = type(depth + 1);
        expect('>');
        yield new DataType.Array(element);
      }
      case "struct" -> struct(depth);
      default -> throw unknown(name);
    };
  }

  private DataType decimal() throws BadType {
    if (!accept('(')) {
      return new DataType.Decimal(10, 0);
    }
    int precision = number();
    int scale = accept(',') ? number() : 0;
    expect(')');
    try {
      return new DataType.Decimal(precision, scale);
    } catch (IllegalArgumentException e) {
      throw new BadType(String.valueOf(e.getMessage()));
    }
  }

  private DataType struct(int depth) throws BadType {
    expect('<');
    List<Field> fields = new ArrayList<>();
    do {
      String name = word();
      expect(':');
      DataType type = type(depth + 1);
      if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name))) {
        throw new BadType("field '" + name + "' is there twice");
      }
      fields.add(Field.of(name, type));
    } while (accept(','));
    expect('>');
    return new DataType.Struct(fields);
  }

  private BadType unknown(String name) {
    if (name.isEmpty()) {
      return new BadType("expected a type at " + rest());
    }
    String meant = OTHER_NAMES.get(name);
    return new BadType(
        meant != null
            ? "unknown type '%s': did you mean '%s'?".formatted(name, meant)
            : "unknown type '%s': %s".formatted(name, Nearest.expected(name, NAMES)));
  }

  private String word() {
    skipBlanks();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(start, at);
  }

  private int number() throws BadType {
    String word = word();
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new BadType("found '" + word + "' where a number of digits belongs");
    }
  }

  private boolean accept(char c) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws BadType {
    if (!accept(c)) {
      throw new BadType("expected '" + c + "' at " + rest());
    }
  }

  private String rest() {
    return at < text.length() ? "'" + text.substring(at) + "'" : "its end";
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static Map<String, DataType> plain() {
    Map<String, DataType> types = new LinkedHashMap<>();
    for (DataType.Primitive type : DataType.Primitive.values()) {
      types.put(type.toString(), type);
    }
    return types;
  }

  /** The type that a text names; null if it names none. */
  static @Nullable DataType orNull(String text) {
    try {
      return parse(text);
    } catch (BadType e) {
      return null;
    }
  }
}
