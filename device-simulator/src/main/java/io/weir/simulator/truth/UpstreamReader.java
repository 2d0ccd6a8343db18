package io.weir.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads result rows from JSON: an object, or an array of objects. Thread safe. */
final class UpstreamReader {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads the rows of a message.
   *
   * @throws IOException if it is not such a message; the message says what is wrong
   */
  List<UpstreamRow> read(byte[] message) throws IOException {
    List<UpstreamRow> rows = new ArrayList<>(1);
    try (JsonParser parser = JSON.createParser(message)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        rows.add(row(parser));
      } else if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          rows.add(row(parser));
        }
      } else {
        throw new IOException("neither an object nor an array of objects");
      }
      if (parser.nextToken() != null) {
        throw new IOException("more text after the row");
      }
    }
    return rows;
  }

  private static UpstreamRow row(JsonParser parser) throws IOException {
    String id = null;
    String device = null;
    String site = null;
    Long start = null;
    Long count = null;
    Double mean = null;
    Double peak = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "_id" -> id = parser.getValueAsString();
        case "device" -> device = parser.getValueAsString();
        case "site" -> site = parser.getValueAsString();
        case "window_start" -> start = instant(parser, value);
        case "n" -> count = parser.getLongValue();
        case "mean" -> mean = number(parser, value);
        case "peak" -> peak = number(parser, value);
        default -> parser.skipChildren();
      }
    }
    if (device == null || site == null || start == null || count == null) {
      throw new IOException("it lacks one of window_start, device, site, n");
    }
    return new UpstreamRow(id, new WindowKey(start, device, site), count, mean, peak);
  }

  private static @Nullable Double number(JsonParser parser, JsonToken value) throws IOException {
    return value == JsonToken.VALUE_NULL ? null : Double.valueOf(parser.getDoubleValue());
  }

  private static long instant(JsonParser parser, JsonToken value) throws IOException {
    if (value.isNumeric()) {
      return parser.getLongValue() * 1000;
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(parser.getText()));
    } catch (DateTimeParseException e) {
      throw new IOException("window_start is '" + parser.getText() + "', no ISO-8601 instant", e);
    }
  }
}
