package io.weir.pipeline.yaml;

/**
 * Finds where a character of a scalar's value stands in the file. Whatever the scalar's style, its
 * visible characters stand in the file in the same order, so the n-th of them is looked for.
 *
 * <p>Thread: immutable, any.
 */
public final class InnerPlaces {

  /** What behind a backslash stands for white space, or joins lines. */
  private static final String SPACES = "nrtvf \n\rLP";

  private final String file;
  private final int start;
  private final int end;
  private final Style style;

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    BLOCK
  }

  /** The scalar stands in the file from start to end, quotes and block header included. */
  InnerPlaces(String file, int start, int end, Style style) {
    this.file = file;
    this.start = start;
    this.end = Math.min(end, file.length());
    this.style = style;
  }

  Place of(String raw, String text, int offset) {
    int visible = 0;
    int rawOffset = rawOffset(raw, text, offset);
    for (int i = 0; i < rawOffset; i++) {
      if (!Character.isWhitespace(raw.charAt(i))) {
        visible++;
      }
    }
    return placeAt(locate(visible));
  }

  /** Values that were filled in shift what is behind them; what is equal from either end stands. */
  private static int rawOffset(String raw, String text, int offset) {
    int same = 0;
    int limit = Math.min(raw.length(), text.length());
    while (same < limit && raw.charAt(same) == text.charAt(same)) {
      same++;
    }
    if (offset <= same) {
      return offset;
    }
    int tail = 0;
    while (tail < limit - same
        && raw.charAt(raw.length() - 1 - tail) == text.charAt(text.length() - 1 - tail)) {
      tail++;
    }
    int fromEnd = text.length() - offset;
    return fromEnd <= tail ? raw.length() - fromEnd : same;
  }

  private int locate(int visible) {
    int at = contentStart();
    int rest = visible;
    int last = at;
    while (at < end) {
      char c = file.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      int width = 1;
      if (style == Style.SINGLE_QUOTED && c == '\'') {
        width = 2;
      } else if (style == Style.DOUBLE_QUOTED && c == '\\') {
        char escaped = at + 1 < end ? file.charAt(at + 1) : ' ';
        width = escapeWidth(escaped);
        if (SPACES.indexOf(escaped) >= 0) {
          at += width;
          continue;
        }
      }
      if (rest == 0) {
        return at;
      }
      rest--;
      at += width;
      last = at;
    }
    return Math.min(last, end);
  }

  private static int escapeWidth(char escaped) {
    return switch (escaped) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private int contentStart() {
    return switch (style) {
      case PLAIN -> start;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
      case BLOCK -> {
        int lineEnd = file.indexOf('\n', start);
        yield lineEnd < 0 ? end : lineEnd + 1;
      }
    };
  }

  private Place placeAt(int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = file.indexOf('\n'); i >= 0 && i < index; i = file.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new Place(line, file.codePointCount(lineStart, Math.min(index, file.length())) + 1);
  }
}
