package io.weir.mqtt.send;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A topic with columns, such as {@code aggregates/{site}}. In a value {@code / + #} and NUL are
 * percent-encoded, null or empty text is {@code _}, and what lies behind 4,096 bytes is left out.
 *
 * <p>Thread: immutable, any.
 */
public final class TopicTemplate {

  private static final int MAX_VALUE_BYTES = 4_096;
  private static final int MAX_TOPIC_BYTES = 65_535;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** Either a literal, or the position of a column. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Part(byte @Nullable [] literal, int column) {}

  private final List<Part> parts;

  private TopicTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @param text as a user wrote it
   * @param schema the columns of the rows to come
   * @return the template
   * @throws IllegalArgumentException with a message for people
   */
  public static TopicTemplate parse(String text, Schema schema) {
    List<Part> parts = new ArrayList<>();
    int longest = 0;
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      String literal = text.substring(at, open < 0 ? text.length() : open);
      if (!literal.isEmpty()) {
        checkLiteral(literal);
        byte[] utf8 = literal.getBytes(StandardCharsets.UTF_8);
        longest += utf8.length;
        parts.add(new Part(utf8, -1));
      }
      if (open < 0) {
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("has a { without }; expected {COLUMN}");
      }
      parts.add(new Part(null, column(text.substring(open + 1, close), schema)));
      longest += MAX_VALUE_BYTES;
      at = close + 1;
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("is empty; expected a topic"); // [MQTT-4.7.3-1]
    }
    if (longest > MAX_TOPIC_BYTES) {
      throw new IllegalArgumentException(
          "can become longer than 65535 bytes; expected fewer columns or less text");
    }
    return new TopicTemplate(parts);
  }

  private static void checkLiteral(String literal) {
    for (char c : new char[] {'+', '#', '\0', '}'}) {
      if (literal.indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "holds %s, which no topic to publish to may hold; expected text and {COLUMN}"
                .formatted(c == '\0' ? "NUL" : "'" + c + "'")); // [MQTT-3.3.2-2], [MQTT-4.7.3-2]
      }
    }
  }

  private static int column(String name, Schema schema) {
    int index = schema.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "names the column '%s'; expected one of %s"
              .formatted(
                  name,
                  schema.fields().stream()
                      .filter(field -> !field.hidden())
                      .map(Field::name)
                      .collect(Collectors.joining(", "))));
    }
    DataType type = schema.field(index).type();
    boolean exact =
        type == DataType.STRING
            || type == DataType.BOOLEAN
            || type == DataType.INT
            || type == DataType.LONG
            || type == DataType.TIMESTAMP
            || type == DataType.DATE
            || type instanceof DataType.Decimal;
    if (!exact) {
      throw new IllegalArgumentException(
          ("names the column '%s' of type %s; expected a string, boolean, int, long, decimal,"
                  + " timestamp or date, or CAST(%s AS STRING) in the query")
              .formatted(name, type, name));
    }
    return index;
  }

  /** Writes the topic of a row. */
  void write(Batch batch, int row, ByteSink target) {
    for (Part part : parts) {
      byte[] literal = part.literal();
      if (literal != null) {
        target.write(literal);
      } else {
        writeValue(text(batch.column(part.column()), row), target);
      }
    }
  }

  private static String text(Column column, int row) {
    Object value = column.value(row);
    if (value == null) {
      return "";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static void writeValue(String text, ByteSink target) {
    if (text.isEmpty()) {
      target.writeByte('_');
      return;
    }
    int start = target.size();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < utf8.length) {
      int end = at + 1;
      while (end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
        end++; // a character is written whole or not at all
      }
      int size = isSpecial(utf8[at]) ? 3 : end - at;
      if (target.size() - start + size > MAX_VALUE_BYTES) {
        return;
      }
      if (size == 3 && isSpecial(utf8[at])) {
        target.writeByte('%');
        target.writeByte(HEX[utf8[at] >> 4]);
        target.writeByte(HEX[utf8[at] & 0xF]);
      } else {
        target.write(utf8, at, end - at);
      }
      at = end;
    }
  }

  private static boolean isSpecial(byte b) {
    return b == '/' || b == '+' || b == '#' || b == 0;
  }
}
