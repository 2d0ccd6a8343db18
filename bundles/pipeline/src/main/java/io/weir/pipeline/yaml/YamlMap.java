package io.weir.pipeline.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map with text keys, in the order of the file; no key stands in it twice.
 *
 * @param place where it starts
 * @param flow whether it is written in braces
 * @param entries in the order of the file
 */
public record YamlMap(Place place, boolean flow, List<Entry> entries) implements YamlNode {

  /**
   * A key and its value.
   *
   * @param key the text of the key
   * @param keyPlace where the key starts
   * @param value what it stands for
   */
  public record Entry(String key, Place keyPlace, YamlNode value) {}

  /** Copies the entries. */
  public YamlMap {
    entries = List.copyOf(entries);
  }

  /** The entry of a key; null if there is none. */
  public @Nullable Entry find(String key) {
    for (Entry entry : entries) {
      if (entry.key().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public String shown() {
    return "a map";
  }
}
