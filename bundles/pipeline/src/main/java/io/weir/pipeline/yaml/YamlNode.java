package io.weir.pipeline.yaml;

/**
 * A node of a YAML file.
 *
 * <p>Thread: immutable, any.
 */
public sealed interface YamlNode permits YamlMap, YamlList, YamlText {

  /** Where it starts. */
  Place place();

  /** What it is, for people: {@code a map}, {@code a list}, {@code 'text'} or {@code nothing}. */
  String shown();
}
