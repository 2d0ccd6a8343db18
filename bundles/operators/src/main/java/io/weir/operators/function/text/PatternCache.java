package io.weir.operators.function.text;

import io.weir.operators.expr.RowFailure;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The pattern of the row before, which nearly always is that of this row. */
final class PatternCache {

  private @Nullable String text;
  private @Nullable Pattern regex;
  private @Nullable LikePattern like;
  private char escape;

  Pattern regex(String pattern) {
    Pattern known = regex;
    if (known == null || !pattern.equals(text)) {
      try {
        known = Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new RowFailure(
            "'%s' is not a regular expression: %s".formatted(pattern, e.getDescription()));
      }
      regex = known;
      text = pattern;
    }
    return known;
  }

  LikePattern like(String pattern, char escaping, boolean ignoreCase) {
    LikePattern known = like;
    if (known == null || !pattern.equals(text) || escape != escaping) {
      known = LikePattern.of(pattern, escaping, ignoreCase);
      like = known;
      text = pattern;
      escape = escaping;
    }
    return known;
  }
}
