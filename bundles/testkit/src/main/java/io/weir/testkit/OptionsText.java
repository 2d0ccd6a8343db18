package io.weir.testkit;

import io.weir.api.config.Config;
import io.weir.api.config.Option;
import io.weir.pipeline.Problem;
import io.weir.pipeline.config.BlockReader;
import io.weir.pipeline.config.Problems;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Options as a pipeline file holds them, read by their declarations. */
final class OptionsText {

  private OptionsText() {}

  /**
   * Reads options.
   *
   * @param connector its type's name
   * @param yaml a map, as below {@code type:}; paths are relative to the working folder
   * @param options declared
   * @throws IllegalArgumentException with everything that is wrong
   */
  static Config read(String connector, String yaml, List<Option<?>> options) {
    Problems problems = new Problems(connector);
    YamlNode root =
        YamlReader.read(yaml.isBlank() ? "{}" : yaml, (raw, place) -> raw, problems::error);
    Config config = null;
    if (root instanceof YamlMap map) {
      config =
          new BlockReader(problems, Path.of("").toAbsolutePath())
              .read(connector, map.place(), map, options, Set.of(), true);
    } else if (root != null) {
      problems.error(root.place(), "the options are %s: expected a map".formatted(root.shown()));
    }
    if (config == null || problems.any()) {
      throw new IllegalArgumentException(
          problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return config;
  }
}
