package io.weir.sql.literal;

import io.weir.sql.parser.Place;
import io.weir.sql.parser.Refusal;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;

/**
 * Text literals with Spark's escapes: {@code \n \t \r \b \0 \Z \\ \' \"}, octal {@code \101},
 * {@code \}{@code u0041}, {@code \U0001F600}; {@code \%} and {@code \_} keep their backslash, which
 * LIKE reads. {@code r'…'} takes everything as it stands.
 */
public final class StringText {

  private StringText() {}

  /**
   * The value of a literal.
   *
   * @param context with its quotes
   * @return the text meant
   */
  public static String of(StringLitContext context) {
    String text = context.getText();
    if (text.toLowerCase(Locale.ROOT).startsWith("r")) {
      return text.substring(2, text.length() - 1);
    }
    return unescape(text.substring(1, text.length() - 1));
  }

  /**
   * Several literals side by side are one text, as in Spark. Where nothing stands between them
   * ({@code 'it''s'}), other databases read a quote and Spark reads none: that is refused.
   *
   * @param parts one or more
   * @return the text meant
   */
  public static String of(List<StringLitContext> parts) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0
          && parts.get(i - 1).getStop().getStopIndex() + 1
              == parts.get(i).getStart().getStartIndex()) {
        throw new Refusal(
            Place.of(parts.get(i)), "two quotes in a row: write \\' for a quote inside text");
      }
      all.append(of(parts.get(i)));
    }
    return all.toString();
  }

  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c);
        continue;
      }
      int code = code(text, i);
      if (code >= 0) {
        out.appendCodePoint(code);
        i += text.charAt(i) == 'u' ? 5 : text.charAt(i) == 'U' ? 9 : 3;
      } else {
        out.append(simple(text.charAt(i++)));
      }
    }
    return out.toString();
  }

  /** The character of a numeric escape, or -1 if there is none. */
  private static int code(String text, int at) {
    char kind = text.charAt(at);
    if (kind == 'u') {
      return digits(text, at + 1, 4, 16);
    }
    if (kind == 'U') {
      int code = digits(text, at + 1, 8, 16);
      return code <= Character.MAX_CODE_POINT ? code : -1;
    }
    return kind == '0' || kind == '1' ? digits(text, at, 3, 8) : -1;
  }

  private static int digits(String text, int from, int count, int radix) {
    if (from + count > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value > Character.MAX_CODE_POINT ? -1 : (int) value;
  }

  private static String simple(char escaped) {
    return switch (escaped) {
      case '0' -> "\0";
      case 'b' -> "\b";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'Z' -> "\u001A";
      case '%' -> "\\%";
      case '_' -> "\\_";
      default -> String.valueOf(escaped);
    };
  }
}
