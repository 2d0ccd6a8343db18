package io.weir.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.weir.formats.cell.Cells;
import io.weir.formats.cell.Found;
import io.weir.formats.cell.NumberText;
import io.weir.formats.cell.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads any JSON record with a full parser, and says what is wrong with the others. Of members with
 * the same name the last counts.
 *
 * <p>Thread: one at a time.
 */
final class JsonReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final PathNode root;
  private final Cells cells;

  JsonReader(PathNode root, Cells cells) {
    this.root = root;
    this.cells = cells;
  }

  /** Reads one record into one or several new rows, or one rejected row. */
  void read(byte[] bytes, int start, int end, int record) {
    int mark = cells.size();
    String reason = badBytes(bytes, start, end);
    if (reason == null) {
      try (JsonParser parser = FACTORY.createParser(bytes, start, end - start)) {
        reason = records(parser, record);
      } catch (JsonProcessingException e) {
        reason = explain(e, bytes, start, end);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // cannot be: the parser reads an array
      }
    }
    if (reason != null) {
      cells.truncate(mark);
      cells.rejected(record, reason);
    }
  }

  /** Reads all rows of a file; the record of each is its line. */
  JsonRows.@Nullable Problem readFile(byte[] bytes) {
    int start = Utf8.byteOrderMark(bytes, 0, bytes.length);
    String bad = badBytes(bytes, start, bytes.length);
    if (bad != null) {
      return new JsonRows.Problem(1, bad);
    }
    try (JsonParser parser = FACTORY.createParser(bytes, start, bytes.length - start)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return new JsonRows.Problem(1, "found nothing, expected an array of JSON objects");
      }
      boolean array = token == JsonToken.START_ARRAY;
      if (array) {
        token = parser.nextToken();
      }
      for (; token != null && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
        int line = parser.currentTokenLocation().getLineNr();
        if (token != JsonToken.START_OBJECT) {
          String found = Found.show(any(parser));
          return new JsonRows.Problem(line, "found " + found + ", expected a JSON object");
        }
        String misfit = object(parser, cells.row(line));
        if (misfit != null) {
          return new JsonRows.Problem(line, misfit);
        }
      }
      if (array && parser.nextToken() != null) {
        return new JsonRows.Problem(
            parser.currentTokenLocation().getLineNr(), "found more behind the end of the array");
      }
      return null;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      return new JsonRows.Problem(line, "not JSON at column " + column + ": " + problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot be: the parser reads an array
    }
  }

  /** What the parser would take for something else than JSON in UTF-8. */
  private static @Nullable String badBytes(byte[] bytes, int start, int end) {
    int invalid = Utf8.firstInvalid(bytes, start, end);
    if (invalid >= 0) {
      return "not UTF-8 at byte " + (invalid - start) + payload(bytes, start, end);
    }
    for (int i = start; i < Math.min(start + 4, end); i++) {
      if (bytes[i] == 0) { // else the parser would guess UTF-16 or UTF-32
        return "not JSON: found a NUL at byte " + (i - start) + ", expected an object in UTF-8";
      }
    }
    return null;
  }

  private @Nullable String records(JsonParser parser, int record) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return "empty payload, expected a JSON object";
    }
    String misfit = null;
    if (token == JsonToken.START_OBJECT) {
      misfit = object(parser, cells.row(record));
    } else if (token == JsonToken.START_ARRAY) {
      int before = cells.size();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        element(parser, record, cells.size() - before);
      }
      if (cells.size() == before) {
        misfit = "empty array, expected at least one JSON object";
      }
    } else {
      misfit = "found " + Found.show(any(parser)) + ", expected a JSON object";
    }
    if (parser.nextToken() != null) {
      return "not JSON at byte "
          + parser.currentTokenLocation().getByteOffset()
          + ": found more behind the end, expected one object or array";
    }
    return misfit;
  }

  private void element(JsonParser parser, int record, int index) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      int row = cells.row(record);
      String misfit = object(parser, row);
      if (misfit != null) {
        cells.truncate(row);
        cells.rejected(record, misfit);
      }
    } else {
      String found = Found.show(any(parser));
      cells.rejected(record, "element " + index + ": found " + found + ", expected a JSON object");
    }
  }

  /** Fills a row; returns what does not fit, or null. */
  private @Nullable String object(JsonParser parser, int row) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (root.child(name) == null) {
        parser.skipChildren();
      } else {
        members.put(name, any(parser));
      }
    }
    return assign(root, members, row, "");
  }

  private @Nullable String assign(PathNode node, @Nullable Object raw, int row, String path) {
    if (node.slot >= 0) {
      cells.object(node.slot, row, raw);
    }
    Map<?, ?> members = raw instanceof Map<?, ?> map ? map : Map.of();
    String misfit = null;
    if (node.isObject() && raw != null && raw != members) {
      misfit = path + ": found " + Found.show(raw) + ", expected an object";
    }
    for (PathNode child : node.children()) {
      String below = assign(child, members.get(child.name), row, path + "/" + child.name);
      misfit = misfit == null ? below : misfit;
    }
    return misfit;
  }

  /** The value at the parser's token, whole, as {@link Cells#raw} gives it. */
  private static @Nullable Object any(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(any(parser));
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, any(parser));
        }
        yield map;
      }
      default -> null;
    };
  }

  private static String explain(JsonProcessingException e, byte[] bytes, int start, int end) {
    String place = "";
    if (e.getLocation() != null && e.getLocation().getByteOffset() >= 0) {
      place = " at byte " + e.getLocation().getByteOffset();
    }
    return "not JSON" + place + ": " + problem(e) + payload(bytes, start, end);
  }

  /** The parser's words without its own description of the source. */
  private static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int noise = message.indexOf("[Source");
    int cut = noise < 0 ? -1 : message.lastIndexOf(" (", noise);
    return cut < 0 ? message : message.substring(0, cut);
  }

  private static String payload(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, Math.min(end - start, 160), StandardCharsets.UTF_8);
    return "; the payload starts with " + Found.shorten(text);
  }
}
