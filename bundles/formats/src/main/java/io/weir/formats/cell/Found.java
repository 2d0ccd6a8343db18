package io.weir.formats.cell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows people what was found, shortened. */
public final class Found {

  private static final int MAX_CHARS = 40;

  private Found() {}

  /**
   * A value as its record wrote it.
   *
   * @param raw as {@link Cells#raw} gives it
   * @return text in quotes, a number or literal as it is, {@code an array}, {@code an object}
   */
  public static String show(@Nullable Object raw) {
    if (raw == null) {
      return "null";
    }
    if (raw instanceof NumberText number) {
      return shorten(number.text());
    }
    if (raw instanceof List<?>) {
      return "an array";
    }
    if (raw instanceof Map<?, ?>) {
      return "an object";
    }
    return raw instanceof String text ? '"' + shorten(text) + '"' : raw.toString();
  }

  /**
   * A text of bounded length on one line.
   *
   * @param text any text
   * @return at most 41 characters; control characters as {@code ?}
   */
  public static String shorten(String text) {
    boolean cut = text.length() > MAX_CHARS;
    int end = cut ? MAX_CHARS : text.length();
    if (cut && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder shown = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return cut ? shown.append('…').toString() : shown.toString();
  }
}
