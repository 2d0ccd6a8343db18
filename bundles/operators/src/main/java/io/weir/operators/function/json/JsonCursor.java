package io.weir.operators.function.json;

import io.weir.operators.function.cast.NumberText;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text (RFC 8259) value by value. As in Spark texts may stand in single quotes, what
 * comes behind the value is not looked at, and values are copied in a compact form of one's own.
 * Methods throw {@link BrokenJson}.
 */
final class JsonCursor {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  private static final Pattern NO_NUMBER = Pattern.compile("NaN|[+-]?Infinity|[+-]INF");
  private static final int MAX_DEPTH = 200;

  private final String json;
  private final boolean infinities;
  private int at;
  private int depth;

  /**
   * At the start of a text.
   *
   * @param json the text
   * @param infinities whether NaN and the infinities are numbers
   */
  JsonCursor(String json, boolean infinities) {
    this.json = json;
    this.infinities = infinities;
    blanks();
  }

  /** The first character of the value that stands here. */
  char peek() {
    if (at >= json.length()) {
      throw new BrokenJson();
    }
    return json.charAt(at);
  }

  boolean atText() {
    return peek() == '"' || peek() == '\'';
  }

  boolean atNull() {
    return json.startsWith("null", at);
  }

  /** Reads an object; {@code member} reads the value of each name. */
  void object(Consumer<String> member) {
    items(
        '{',
        '}',
        () -> {
          String name = text();
          blanks();
          expect(':');
          blanks();
          member.accept(name);
        });
  }

  /** Reads an array; {@code element} reads each value. */
  void array(Runnable element) {
    items('[', ']', element);
  }

  private void items(char open, char close, Runnable item) {
    if (++depth > MAX_DEPTH) {
      throw new BrokenJson();
    }
    expect(open);
    blanks();
    if (peek() == close) {
      at++;
    } else {
      do {
        blanks();
        item.run();
        blanks();
      } while (next() == ',');
      at--;
      expect(close);
    }
    depth--;
  }

  void skip() {
    copy(null);
  }

  /** The value that stands here, compact. */
  String compact() {
    StringBuilder target = new StringBuilder();
    copy(target);
    return target.toString();
  }

  private void copy(@Nullable StringBuilder target) {
    char c = peek();
    if (c == '{' || c == '[') {
      copyNested(c, target);
    } else if (atText()) {
      String text = text();
      if (target != null) {
        JsonText.quote(text, target);
      }
    } else {
      String scalar = scalar();
      if (target != null) {
        target.append(written(scalar));
      }
    }
  }

  private void copyNested(char open, @Nullable StringBuilder target) {
    StringBuilder inside = target == null ? null : new StringBuilder();
    Runnable comma =
        () -> {
          if (inside != null && inside.length() > 0) {
            inside.append(',');
          }
        };
    if (open == '{') {
      object(
          name -> {
            comma.run();
            if (inside != null) {
              JsonText.quote(name, inside);
              inside.append(':');
            }
            copy(inside);
          });
    } else {
      array(
          () -> {
            comma.run();
            copy(inside);
          });
    }
    if (target != null) {
      target.append(open).append(inside).append(open == '{' ? '}' : ']');
    }
  }

  /** A fraction is read as a double, as Spark does, and written as one; what is none is a text. */
  private static String written(String scalar) {
    if (NO_NUMBER.matcher(scalar).matches()) {
      return '"' + scalar + '"';
    }
    if (scalar.equals("-0")) {
      return "0";
    }
    char first = scalar.charAt(0);
    boolean number = first == '-' || Character.isDigit(first);
    return number && isFraction(scalar) ? NumberText.of(Double.parseDouble(scalar)) : scalar;
  }

  static boolean isFraction(String number) {
    return number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E');
  }

  /** Reads a number, true, false or null. */
  String scalar() {
    int start = at;
    if (json.startsWith("true", at) || atNull()) {
      at += 4;
    } else if (json.startsWith("false", at)) {
      at += 5;
    } else {
      at = endOfNumber();
    }
    if (at < json.length() && Character.isLetterOrDigit(json.charAt(at))) {
      throw new BrokenJson();
    }
    return json.substring(start, at);
  }

  private int endOfNumber() {
    Matcher number = NUMBER.matcher(json).region(at, json.length());
    if (number.lookingAt()) {
      return number.end();
    }
    number.usePattern(NO_NUMBER);
    if (infinities && number.lookingAt()) {
      return number.end();
    }
    throw new BrokenJson();
  }

  /** Reads a text. */
  String text() {
    char quote = next();
    if (quote != '"' && quote != '\'') {
      throw new BrokenJson();
    }
    StringBuilder text = new StringBuilder();
    while (true) {
      char c = next();
      if (c == quote) {
        return text.toString();
      }
      if (c < ' ') {
        throw new BrokenJson();
      }
      text.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new BrokenJson();
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new BrokenJson();
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private void blanks() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw new BrokenJson();
    }
  }
}
