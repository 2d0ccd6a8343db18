package io.weir.operators.function.json;

/** Texts as JSON writes them. */
final class JsonText {

  private JsonText() {}

  /** Appends a text in quotes. */
  static void quote(String text, StringBuilder target) {
    target.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> target.append('\\').append(c);
        case '\b' -> target.append("\\b");
        case '\f' -> target.append("\\f");
        case '\n' -> target.append("\\n");
        case '\r' -> target.append("\\r");
        case '\t' -> target.append("\\t");
        default -> {
          if (c < ' ') {
            target.append("\\u00%02X".formatted((int) c));
          } else {
            target.append(c);
          }
        }
      }
    }
    target.append('"');
  }
}
