package io.weir.operators.function.text;

import io.weir.operators.expr.RowFailure;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A LIKE pattern; the common forms need no regular expression. */
final class LikePattern {

  private enum Form {
    EQUALS,
    STARTS,
    ENDS,
    CONTAINS,
    REGEX
  }

  private final Form form;
  private final String part;
  private final @Nullable Pattern regex;

  private LikePattern(Form form, String part, @Nullable Pattern regex) {
    this.form = form;
    this.part = part;
    this.regex = regex;
  }

  static LikePattern of(String pattern, char escape, boolean ignoreCase) {
    StringBuilder regex = new StringBuilder();
    StringBuilder plain = new StringBuilder();
    boolean simple = !ignoreCase;
    boolean open = false;
    boolean closed = false;
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i++);
      if (c == escape) {
        char next = i < pattern.length() ? pattern.charAt(i++) : 0;
        if (next != '_' && next != '%' && next != escape) {
          throw new RowFailure(
              "LIKE '%s': expected _, %% or %s after %s".formatted(pattern, escape, escape));
        }
        literal(next, regex, plain);
        simple &= !closed;
      } else if (c == '%') {
        regex.append(".*");
        open |= plain.length() == 0;
        closed |= plain.length() > 0;
      } else if (c == '_') {
        regex.append('.');
        simple = false;
      } else {
        literal(c, regex, plain);
        simple &= !closed;
      }
    }
    if (simple) {
      return new LikePattern(form(open, closed), plain.toString(), null);
    }
    int flags = Pattern.DOTALL;
    flags |= ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    return new LikePattern(Form.REGEX, "", Pattern.compile(regex.toString(), flags));
  }

  private static void literal(char c, StringBuilder regex, StringBuilder plain) {
    plain.append(c);
    if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
      regex.append('\\');
    }
    regex.append(c);
  }

  private static Form form(boolean open, boolean closed) {
    if (open) {
      return closed ? Form.CONTAINS : Form.ENDS;
    }
    return closed ? Form.STARTS : Form.EQUALS;
  }

  boolean matches(String text) {
    Pattern pattern = regex;
    return switch (form) {
      case EQUALS -> text.equals(part);
      case STARTS -> text.startsWith(part);
      case ENDS -> text.endsWith(part);
      case CONTAINS -> text.contains(part);
      case REGEX -> pattern != null && pattern.matcher(text).matches();
    };
  }
}
