package io.weir.pipeline.fluent;

import java.util.Iterator;
import java.util.Map;

/** Writes the pipeline file: plain keys, texts in double quotes, SQL as it is. */
final class YamlWriter {

  private final StringBuilder out = new StringBuilder();

  /** A line at the beginning of the file. */
  void head(String key, String value) {
    out.append(key).append(": ").append(quoted(value)).append('\n');
  }

  /** One of the four maps of a file. */
  void parts(String kind, Map<String, ? extends Options<?>> parts) {
    if (parts.isEmpty()) {
      return;
    }
    out.append(kind).append(":\n");
    parts.forEach(
        (name, part) -> {
          out.append("  ").append(quoted(name)).append(":\n");
          part.values().forEach((option, value) -> option(option, value));
        });
  }

  private void option(String option, Object value) {
    out.append("    ").append(quoted(option)).append(": ");
    if (option.equals("sql")) {
      out.append("|-\n");
      value.toString().lines().forEach(line -> out.append("      ").append(line).append('\n'));
    } else {
      flow(value);
      out.append('\n');
    }
  }

  private void flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<?, ?> entry = i.next();
        out.append(quoted(String.valueOf(entry.getKey()))).append(": ");
        flow(entry.getValue());
        out.append(i.hasNext() ? ", " : "");
      }
      out.append('}');
    } else if (value instanceof Iterable<?> list) {
      out.append('[');
      for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
        flow(i.next());
        out.append(i.hasNext() ? ", " : "");
      }
      out.append(']');
    } else {
      out.append(quoted(value.toString()));
    }
  }

  /** Plain where it can be nothing but a text; YAML's double quotes are those of JSON. */
  private static String quoted(String text) {
    if (text.matches("[A-Za-z][A-Za-z0-9_./-]*")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
