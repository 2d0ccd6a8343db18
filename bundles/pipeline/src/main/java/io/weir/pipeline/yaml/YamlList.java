package io.weir.pipeline.yaml;

import java.util.List;

/**
 * A list.
 *
 * @param place where it starts
 * @param items in order
 */
public record YamlList(Place place, List<YamlNode> items) implements YamlNode {

  /** Copies the items. */
  public YamlList {
    items = List.copyOf(items);
  }

  @Override
  public String shown() {
    return "a list";
  }
}
