package io.weir.pipeline.cases;

import io.weir.api.config.Option;
import io.weir.pipeline.PipelineException;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.BlockReader;
import io.weir.pipeline.config.Problems;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code case.yaml} says.
 *
 * @param pipeline the pipeline file
 * @param start when records without event time begin
 * @param drain whether the end of input closes every window
 * @param unordered sinks whose rows may come in any order
 * @param environment what <code>${env:NAME}</code> stands for, before the process's own
 */
record CaseSettings(
    Path pipeline,
    Instant start,
    boolean drain,
    List<String> unordered,
    Map<String, String> environment) {

  private static final Option<Path> PIPELINE =
      Option.path("pipeline", "The pipeline file, relative to the case; cases may share one.")
          .orElse(CaseFolder.PIPELINE);

  private static final Option<String> START =
      Option.text("start", "When records without event time begin.").orElse("1970-01-01T00:00:00Z");

  private static final Option<Boolean> DRAIN =
      Option.flag("drain", "Whether the end of the input closes every window.").orElse("true");

  private static final Option<List<String>> UNORDERED =
      Option.textList("unordered", "Sinks whose rows may come in any order.").like("[upstream]");

  private static final Option<Map<String, String>> ENVIRONMENT =
      Option.textMap("env", "What `${env:NAME}` stands for in the pipeline file.")
          .like("{FIELD: 'tcp://127.0.0.1:1883'}");

  private static final List<Option<?>> OPTIONS =
      List.of(PIPELINE, START, DRAIN, UNORDERED, ENVIRONMENT);

  /**
   * Reads the settings of a case.
   *
   * @param folder the case's
   * @throws PipelineException if they cannot be used
   * @throws IOException if they cannot be read
   */
  static CaseSettings read(Path folder) throws PipelineException, IOException {
    Path file = folder.resolve(CaseFolder.SETTINGS);
    String text = Files.isRegularFile(file) ? Files.readString(file) : "{}";
    Problems problems = new Problems(file.toString());
    YamlNode root =
        YamlReader.read(text.isBlank() ? "{}" : text, (raw, place) -> raw, problems::error);
    if (root != null && !(root instanceof YamlMap)) {
      problems.error(
          root.place(), "the file is %s: expected a map of options".formatted(root.shown()));
    }
    CaseSettings settings = null;
    if (root instanceof YamlMap map && !problems.any()) {
      Block block =
          new BlockReader(problems, folder).read("case", map.place(), map, OPTIONS, Set.of(), true);
      settings = of(block, problems);
    }
    if (settings == null || problems.any()) {
      throw new PipelineException("", problems.sorted());
    }
    return settings;
  }

  private static CaseSettings of(Block block, Problems problems) {
    return new CaseSettings(
        block.get(PIPELINE),
        instant(block.get(START), block.placeOf(START), problems),
        block.get(DRAIN),
        block.find(UNORDERED).orElse(List.of()),
        block.find(ENVIRONMENT).orElse(Map.of()));
  }

  private static Instant instant(String text, Place place, Problems problems) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      problems.error(
          place,
          "case: option 'start' is '%s': expected an instant such as 2026-11-20T10:00:00Z"
              .formatted(text));
      return Instant.EPOCH;
    }
  }
}
