package io.weir.spark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.StringJoiner;
import org.apache.spark.sql.Row;

/** Rows as Weir writes them. */
final class JsonRows {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private JsonRows() {}

  static String of(Row row) {
    StringJoiner fields = new StringJoiner(",", "{", "}");
    for (int i = 0; i < row.size(); i++) {
      fields.add(text(row.schema().fields()[i].name()) + ":" + value(row.get(i)));
    }
    return fields.toString();
  }

  private static String value(Object value) {
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
      return finite ? shortest((Number) value) : text(value.toString());
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Number) {
      return value.toString();
    }
    if (value instanceof Instant time) {
      return text((time.getNano() % 1_000_000 == 0 ? MILLIS : MICROS).format(time));
    }
    if (value instanceof byte[] bytes) {
      return text(Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof Row struct) {
      return of(struct);
    }
    if (value instanceof scala.collection.Seq<?> list) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      for (int i = 0; i < list.length(); i++) {
        elements.add(value(list.apply(i)));
      }
      return elements.toString();
    }
    return text(value.toString());
  }

  /** The fewest digits that mean the number; before Java 19 toString gives more now and then. */
  private static String shortest(Number number) {
    for (int digits = 1; digits < 17 && number.doubleValue() != 0; digits++) {
      MathContext context = new MathContext(digits);
      String text = new BigDecimal(number.doubleValue()).round(context).toString();
      boolean same =
          number instanceof Float
              ? Float.parseFloat(text) == number.floatValue()
              : Double.parseDouble(text) == number.doubleValue();
      if (same) {
        return text;
      }
    }
    return number.toString();
  }

  private static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
