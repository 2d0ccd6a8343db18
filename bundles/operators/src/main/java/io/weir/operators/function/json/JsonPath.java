package io.weir.operators.function.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code $.a.b[0]}, {@code $['a b']} or {@code $.a[*].b}, and what Spark finds
 * there: a text without its quotes, anything else compact. Stars give an array of what they find,
 * or the value itself if it is one alone; two in a row give one array.
 */
final class JsonPath {

  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[]+)|\\[(\\d{1,9})\\]|\\['([^'?]+)'\\]|(\\[\\*\\])");
  private static final Object STAR = new Object();

  /** How what is found is written. */
  private enum Style {
    /** Texts without quotes. */
    RAW,
    /** Within an array. */
    QUOTED,
    /** Within an array that takes the elements of arrays. */
    FLAT
  }

  private final List<Object> steps;

  private JsonPath(List<Object> steps) {
    this.steps = steps;
  }

  /** A path; null if the text is none. */
  static @Nullable JsonPath of(String path) {
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
      if (step.group(4) != null) {
        steps.add(STAR);
      } else {
        steps.add(name == null ? Integer.valueOf(step.group(2)) : name);
      }
      end = step.end();
    }
    // Spark knows a star for names too, and finds nothing by it.
    return steps.contains("*") ? null : new JsonPath(steps);
  }

  /** What stands there in a text; null if nothing does, or the text is broken. */
  @Nullable String find(String json) {
    try {
      List<String> found = new ArrayList<>();
      boolean any = find(new JsonCursor(json, false), 0, Style.RAW, found);
      return any ? String.join(",", found) : null;
    } catch (BrokenJson e) {
      return null;
    }
  }

  /** Reads the value at hand and adds what is found in it; whether anything was. */
  private boolean find(JsonCursor value, int step, Style style, List<String> found) {
    char c = value.peek();
    if (step == steps.size()) {
      if (c == '[' && style == Style.FLAT) {
        return elements(value, step, style, found) > 0;
      }
      found.add(value.atText() && style == Style.RAW ? value.text() : value.compact());
      return true;
    }
    Object wanted = steps.get(step);
    if (c == '{' && wanted instanceof String name) {
      return member(value, name, step + 1, style, found);
    }
    if (c == '[' && wanted instanceof Integer position) {
      boolean many = step + 1 < steps.size() && steps.get(step + 1) == STAR;
      return element(value, position, step + 1, many ? Style.QUOTED : style, found);
    }
    if (c == '[' && wanted == STAR) {
      return star(value, step + 1, style, found);
    }
    value.skip();
    return false;
  }

  private boolean member(
      JsonCursor object, String wanted, int step, Style style, List<String> found) {
    boolean[] any = {false};
    object.object(
        name -> {
          if (any[0] || !name.equals(wanted) || object.atNull()) {
            object.skip();
          } else {
            any[0] = find(object, step, style, found);
          }
        });
    return any[0];
  }

  private boolean element(
      JsonCursor array, int position, int step, Style style, List<String> found) {
    int[] at = {0};
    boolean[] any = {false};
    array.array(
        () -> {
          if (at[0]++ == position) {
            any[0] = find(array, step, style, found);
          } else {
            array.skip();
          }
        });
    return any[0];
  }

  private boolean star(JsonCursor array, int step, Style style, List<String> found) {
    List<String> inner = new ArrayList<>();
    boolean twice = step < steps.size() && steps.get(step) == STAR;
    if (twice || style == Style.QUOTED) {
      Style next = twice ? Style.FLAT : Style.QUOTED;
      boolean any = elements(array, twice ? step + 1 : step, next, inner) > 0;
      found.add("[" + String.join(",", inner) + "]");
      return any;
    }
    Style next = style == Style.RAW ? Style.QUOTED : style;
    int count = elements(array, step, next, inner);
    String all = String.join(",", inner);
    if (count > 0) {
      found.add(count > 1 ? "[" + all + "]" : all);
    }
    return count > 0;
  }

  /** The number of elements in which something was found. */
  private int elements(JsonCursor array, int step, Style style, List<String> found) {
    int[] count = {0};
    array.array(() -> count[0] += find(array, step, style, found) ? 1 : 0);
    return count[0];
  }
}
