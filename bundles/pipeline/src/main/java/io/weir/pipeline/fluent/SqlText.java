package io.weir.pipeline.fluent;

import io.weir.sql.SqlCompiler;
import io.weir.sql.SqlException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names, literals and expressions as SQL writes them. */
final class SqlText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SqlText() {}

  /** A name, or names with points between them. */
  static String path(String dotted) {
    return Arrays.stream(dotted.split("\\.", -1))
        .map(part -> part.equals("*") ? part : name(part))
        .collect(Collectors.joining("."));
  }

  /** One name. */
  static String name(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("found an empty name, expected that of a column");
    }
    return PLAIN.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
  }

  /** A text in quotes. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A value of Java. */
  static String literal(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Integer) {
      return String.valueOf(value);
    }
    if (value instanceof Long number) {
      return number == Long.MIN_VALUE ? "(-9223372036854775807L - 1L)" : number + "L";
    }
    if (value instanceof Double number) {
      return Double.isFinite(number)
          ? number + "D"
          : "CAST(%s AS DOUBLE)".formatted(text(number.toString()));
    }
    if (value instanceof Float number) {
      return Float.isFinite(number)
          ? number + "F"
          : "CAST(%s AS FLOAT)".formatted(text(number.toString()));
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString() + "BD";
    }
    if (value instanceof Instant instant) {
      return "TIMESTAMP " + text(instant.toString());
    }
    if (value instanceof LocalDate date) {
      return "DATE " + text(date.toString());
    }
    if (value instanceof CharSequence characters) {
      return text(characters.toString());
    }
    throw new IllegalArgumentException(
        "found a value of %s, expected null, Boolean, Integer, Long, Float, Double, BigDecimal,"
                .formatted(value.getClass().getName())
            + " String, Instant or LocalDate");
  }

  /** An expression that somebody wrote, checked to be one, so that nothing leaks out of it. */
  static String expression(String sql) {
    try {
      SqlCompiler.requireExpression(sql);
      return sql;
    } catch (SqlException e) {
      throw new IllegalArgumentException("'%s': %s".formatted(sql, e.getMessage()), e);
    }
  }
}
