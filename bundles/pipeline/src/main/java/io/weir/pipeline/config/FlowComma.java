package io.weir.pipeline.config;

import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trap of YAML's flow style: in <code>{x: decimal(10,2)}</code> the comma ends the value, and
 * {@code 2)} becomes a key.
 */
public final class FlowComma {

  private FlowComma() {}

  /**
   * What to say of a value that a comma has cut off.
   *
   * @param map holds the entry
   * @param entry any
   * @return null if it is whole
   */
  public static @Nullable String trap(YamlMap map, YamlMap.Entry entry) {
    int first = map.entries().indexOf(entry);
    int last = lastOf(map, first);
    if (last == first) {
      return null;
    }
    StringBuilder whole = new StringBuilder(raw(entry.value()));
    for (int i = first + 1; i <= last; i++) {
      whole.append(',').append(rest(map.entries().get(i)));
    }
    return "'%s' is cut off at the comma, which ends a value within braces: write %s: \"%s\""
        .formatted(raw(entry.value()), entry.key(), whole);
  }

  /**
   * Whether an entry is nothing but the rest of a value before it.
   *
   * @param map holds the entry
   * @param entry any
   */
  public static boolean isRest(YamlMap map, YamlMap.Entry entry) {
    int index = map.entries().indexOf(entry);
    for (int i = 0; i < index; i++) {
      if (lastOf(map, i) >= index) {
        return true;
      }
    }
    return false;
  }

  /** The last entry that belongs to a value; the entry itself when it is whole. */
  private static int lastOf(YamlMap map, int first) {
    List<YamlMap.Entry> entries = map.entries();
    if (!map.flow() || !(entries.get(first).value() instanceof YamlText text)) {
      return first;
    }
    int depth = depth(text.raw());
    for (int i = first + 1; depth > 0 && i < entries.size(); i++) {
      depth += depth(rest(entries.get(i)));
      if (depth <= 0) {
        return i;
      }
    }
    return first;
  }

  private static String rest(YamlMap.Entry entry) {
    String value = raw(entry.value());
    return value.isEmpty() ? entry.key() : entry.key() + ":" + value;
  }

  private static String raw(YamlNode node) {
    return node instanceof YamlText text && !text.empty() ? text.raw() : "";
  }

  private static int depth(CharSequence text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
    }
    return depth;
  }
}
