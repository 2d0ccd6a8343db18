package io.weir.operators.function.nested;

import io.weir.operators.function.cast.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON text (RFC 8259) to a path and gives what stands there: a string without its quotes,
 * anything else as compact JSON, null for null.
 */
final class JsonText {

  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,9})\\]|\\['([^']*)'\\]");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  private static final int MAX_DEPTH = 200;

  private final String json;
  private int at;
  private int depth;

  private JsonText(String json) {
    this.json = json;
  }

  /** Marks a text that is not JSON. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super(null, null, false, false);
    }
  }

  /** The steps of a path: names and positions; null if it is none. */
  static @Nullable List<Object> path(String path) {
    if (!path.startsWith("$")) {
      return null;
    }
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    int end = 1;
    while (end < path.length()) {
      if (!step.find(end) || step.start() != end) {
        return null;
      }
      String name = step.group(1) == null ? step.group(3) : step.group(1);
      steps.add(name == null ? Integer.valueOf(step.group(2)) : name);
      end = step.end();
    }
    return steps;
  }

  static @Nullable String get(String json, List<Object> path) {
    JsonText text = new JsonText(json);
    try {
      String found = text.find(path, 0);
      text.blanks();
      return text.at == json.length() ? found : null;
    } catch (Broken e) {
      return null;
    }
  }

  static int arrayLength(String json) {
    JsonText text = new JsonText(json);
    try {
      text.blanks();
      if (text.peek() != '[') {
        return -1;
      }
      int[] count = {0};
      text.items(
          '[',
          ']',
          () -> {
            text.value(null);
            count[0]++;
          });
      text.blanks();
      return text.at == json.length() ? count[0] : -1;
    } catch (Broken e) {
      return -1;
    }
  }

  private @Nullable String find(List<Object> path, int step) {
    blanks();
    if (step == path.size()) {
      if (peek() == '"') {
        return string();
      }
      StringBuilder value = new StringBuilder();
      value(value);
      return value.toString().equals("null") ? null : value.toString();
    }
    Object wanted = path.get(step);
    String[] found = new String[1];
    boolean[] done = new boolean[1];
    int[] position = {0};
    if (wanted instanceof String && peek() == '{') {
      items(
          '{',
          '}',
          () -> {
            boolean match = name().equals(wanted) && !done[0];
            take(found, done, match, path, step);
          });
    } else if (wanted instanceof Integer && peek() == '[') {
      items(
          '[',
          ']',
          () -> {
            boolean match = wanted.equals(position[0]++);
            take(found, done, match, path, step);
          });
    } else {
      value(null);
    }
    return found[0];
  }

  private void take(String[] found, boolean[] done, boolean match, List<Object> path, int step) {
    if (match) {
      String inner = find(path, step + 1);
      if (inner != null) {
        found[0] = inner;
      }
      done[0] = true;
    } else {
      value(null);
    }
  }

  private String name() {
    blanks();
    String name = string();
    blanks();
    expect(':');
    return name;
  }

  private void items(char open, char close, Runnable item) {
    if (++depth > MAX_DEPTH) {
      throw new Broken();
    }
    expect(open);
    blanks();
    if (peek() == close) {
      at++;
    } else {
      do {
        item.run();
        blanks();
      } while (next() == ',');
      at--;
      expect(close);
    }
    depth--;
  }

  /** Reads a value; writes it compactly if there is a target. */
  private void value(@Nullable StringBuilder target) {
    blanks();
    char c = peek();
    if (c == '{' || c == '[') {
      nested(c, target);
      return;
    }
    int start = at;
    if (c == '"') {
      string();
    } else if (json.startsWith("true", at) || json.startsWith("null", at)) {
      at += 4;
    } else if (json.startsWith("false", at)) {
      at += 5;
    } else {
      Matcher number = NUMBER.matcher(json).region(at, json.length());
      if (!number.lookingAt()) {
        throw new Broken();
      }
      at = number.end();
      if (target != null && isFraction(number.group())) {
        target.append(NumberText.of(Double.parseDouble(number.group())));
        return;
      }
    }
    if (target != null) {
      target.append(json, start, at);
    }
  }

  /** Whether a number is read as a double, as Spark does, and written as one. */
  private static boolean isFraction(String number) {
    return number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E');
  }

  private void nested(char open, @Nullable StringBuilder target) {
    char close = open == '{' ? '}' : ']';
    StringBuilder inside = target == null ? null : new StringBuilder();
    items(
        open,
        close,
        () -> {
          blanks();
          if (inside != null && inside.length() > 0) {
            inside.append(',');
          }
          if (open == '{') {
            int start = at;
            string();
            if (inside != null) {
              inside.append(json, start, at).append(':');
            }
            blanks();
            expect(':');
          }
          value(inside);
        });
    if (target != null) {
      target.append(open).append(inside).append(close);
    }
  }

  private String string() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return text.toString();
      }
      if (c < ' ') {
        throw new Broken();
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
      default -> throw new Broken();
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw new Broken();
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

  private char peek() {
    if (at >= json.length()) {
      throw new Broken();
    }
    return json.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw new Broken();
    }
  }
}
