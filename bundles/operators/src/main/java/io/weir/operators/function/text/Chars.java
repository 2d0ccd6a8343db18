package io.weir.operators.function.text;

import java.util.Locale;

/** Texts by characters, which are code points, as Spark counts them. */
final class Chars {

  private Chars() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Characters from start, inclusive, to end, exclusive; both are clipped to the text. */
  static String slice(String text, long start, long end) {
    int length = length(text);
    int from = (int) Math.max(0, Math.min(start, length));
    int to = (int) Math.max(from, Math.min(end, length));
    int begin = text.offsetByCodePoints(0, from);
    return text.substring(begin, text.offsetByCodePoints(begin, to - from));
  }

  /** SQL's substring: positions from 1, negative ones from the end, 0 as 1. */
  static String substring(String text, int position, int length) {
    long start = position > 0 ? position - 1L : position == 0 ? 0 : (long) length(text) + position;
    return length <= 0 ? "" : slice(text, start, start + length);
  }

  static String pad(String text, int length, String pad, boolean left) {
    int have = length(text);
    if (length <= have || pad.isEmpty()) {
      return slice(text, 0, length);
    }
    StringBuilder filling = new StringBuilder();
    int missing = length - have;
    int padLength = length(pad);
    filling.append(pad.repeat(missing / padLength)).append(slice(pad, 0, missing % padLength));
    return left ? filling + text : text + filling;
  }

  /** Without any of some characters at the ends. */
  static String trim(String text, String chars, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && contains(chars, text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && start < end && contains(chars, text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static boolean contains(String chars, int codePoint) {
    return chars.indexOf(codePoint) >= 0;
  }

  /** The position of a part, from 1, searched from a position on; 0 if it is not there. */
  static int position(String text, String part, int from) {
    if (from < 1) {
      return 0;
    }
    int skipped = Math.min(from - 1, length(text));
    int found = text.indexOf(part, text.offsetByCodePoints(0, skipped));
    return found < 0 ? 0 : text.codePointCount(0, found) + 1;
  }

  static String capitalised(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean first = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (first) {
        appendTitle(result, c);
      } else {
        result.append(Character.toLowerCase(c));
      }
      first = c == ' ';
    }
    return result.toString();
  }

  /** A capital letter; where it takes two, as for a sharp s, the second is small. */
  private static void appendTitle(StringBuilder result, char c) {
    String upper = String.valueOf(c).toUpperCase(Locale.ROOT);
    if (upper.length() == 1) {
      result.append(Character.toTitleCase(c));
    } else {
      result.append(upper.charAt(0)).append(upper.substring(1).toLowerCase(Locale.ROOT));
    }
  }

  static String translate(String text, String from, String to) {
    int[] search = from.codePoints().toArray();
    int[] replace = to.codePoints().toArray();
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int at = 0;
              while (at < search.length && search[at] != c) {
                at++;
              }
              if (at == search.length) {
                result.appendCodePoint(c);
              } else if (at < replace.length) {
                result.appendCodePoint(replace[at]);
              }
            });
    return result.toString();
  }

  /** What stands before the count-th delimiter, or after it counted from the end. */
  static String beforeDelimiter(String text, String delimiter, int count) {
    if (delimiter.isEmpty() || count == 0) {
      return "";
    }
    int at = count > 0 ? -1 : text.length();
    for (int i = 0; i < Math.abs((long) count); i++) {
      at =
          count > 0
              ? text.indexOf(delimiter, at < 0 ? 0 : at + delimiter.length())
              : text.lastIndexOf(delimiter, at - 1);
      if (at < 0) {
        return text;
      }
    }
    return count > 0 ? text.substring(0, at) : text.substring(at + delimiter.length());
  }

  static int levenshtein(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    int[] previous = new int[right.length + 1];
    for (int j = 0; j <= right.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length; i++) {
      int[] current = new int[right.length + 1];
      current[0] = i;
      for (int j = 1; j <= right.length; j++) {
        int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length];
  }
}
