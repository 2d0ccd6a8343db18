package io.weir.testkit;

import io.weir.api.connector.ByteSink;
import io.weir.api.data.Batch;
import io.weir.api.data.Schema;
import io.weir.api.format.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON objects, for sinks that are tried without a format: numbers, truth values and null
 * as such, all else as texts.
 *
 * <p>Thread: any; no state.
 *
 * @param schema the columns
 */
record JsonRows(Schema schema) implements Encoder {

  @Override
  public void encode(Batch batch, int row, @Nullable String id, ByteSink target) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      members.add(text(schema.field(i).name()) + ":" + value(batch.column(i).value(row)));
    }
    if (id != null) {
      members.add("\"_id\":" + text(id));
    }
    String json = "{" + String.join(",", members) + "}";
    target.write(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String value(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonRows::value).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(String.valueOf(entry.getKey())) + ":" + value(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return text(value.toString());
  }

  private static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
