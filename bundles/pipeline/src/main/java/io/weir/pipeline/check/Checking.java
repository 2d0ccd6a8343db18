package io.weir.pipeline.check;

import io.weir.api.config.ConfigException;
import io.weir.api.config.Option;
import io.weir.api.format.FormatType;
import io.weir.pipeline.TypeRegistry;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.BlockReader;
import io.weir.pipeline.config.Nearest;
import io.weir.pipeline.config.Problems;
import io.weir.pipeline.config.Quantities;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of the parts share.
 *
 * <p>Thread: one at a time.
 */
final class Checking {

  private final BlockReader blocks;
  private final Problems problems;
  private final TypeRegistry types;
  private final String pipeline;
  private final String gatewayId;

  Checking(BlockReader blocks, TypeRegistry types, String pipeline, String gatewayId) {
    this.blocks = blocks;
    this.problems = blocks.problems();
    this.types = types;
    this.pipeline = pipeline;
    this.gatewayId = gatewayId;
  }

  BlockReader blocks() {
    return blocks;
  }

  Problems problems() {
    return problems;
  }

  TypeRegistry types() {
    return types;
  }

  CheckContext context(String name, Block block, @Nullable FormatType format) {
    return new CheckContext(pipeline, name, gatewayId, block, format);
  }

  void error(Block block, Option<?> option, String problem) {
    problems.add(block.problemOf(block.error(option, problem)));
  }

  void error(Block block, ConfigException exception) {
    problems.add(block.problemOf(exception));
  }

  /** Opens something that costs nothing, to hear what it says of its configuration. */
  void tryOpening(Block block, Opening opening) {
    try {
      opening.open();
    } catch (ConfigException e) {
      error(block, e);
    } catch (Exception e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      problems.error(block.place(), block.title() + ": cannot be opened: " + message);
    }
  }

  /** Opens something. */
  @FunctionalInterface
  interface Opening {
    void open() throws Exception;
  }

  /**
   * The type that a block names.
   *
   * @return null if it names none or one that is not there, which is told
   */
  <T> @Nullable T type(
      String title,
      YamlMap map,
      Option<String> option,
      Function<String, @Nullable T> find,
      Collection<T> known,
      Function<T, String> nameOf) {
    YamlMap.Entry entry = map.find(option.name());
    String name =
        entry == null
            ? option.defaultText()
            : entry.value() instanceof YamlText text && !text.empty() ? text.text() : null;
    if (name == null) {
      return null; // Told as a missing or wrong option.
    }
    T type = find.apply(name);
    if (type == null) {
      Place place = entry == null ? map.place() : entry.value().place();
      List<String> names = known.stream().map(nameOf).toList();
      String shown = entry == null ? "'" + name + "'" : entry.value().shown();
      problems.missingType(
          place,
          "%s: unknown %s %s: %s, or one that a bundle brings"
              .formatted(title, option.name(), shown, Nearest.expected(name, names)));
    }
    return type;
  }

  /**
   * The format that a block names.
   *
   * @return null if it names none or one that is not there, which is told
   */
  @Nullable FormatType format(String title, YamlMap map) {
    return type(title, map, FileOptions.FORMAT, types::format, types.formats(), FormatType::name);
  }

  /** Reads the options of a block: its own, then those of its type and its format. */
  Block read(
      String title,
      YamlMap.Entry part,
      YamlMap map,
      List<Option<?>> own,
      @Nullable List<Option<?>> ofType,
      @Nullable List<Option<?>> ofFormat) {
    List<Option<?>> options = new ArrayList<>(own);
    if (ofType != null) {
      options.addAll(ofType);
    }
    if (ofFormat != null) {
      options.addAll(ofFormat);
    }
    boolean complete = ofType != null && ofFormat != null;
    return blocks.read(title, part.keyPlace(), map, options, Set.of("schema"), complete);
  }

  /** Microseconds of an option that is a duration or a word, which gives -1. */
  long microsOr(String word, Block block, Option<String> option) {
    String text = block.get(option);
    if (text.equals(word)) {
      return -1;
    }
    Duration duration = Quantities.duration(text);
    if (duration == null) {
      error(
          block,
          option,
          "found '%s', expected %s, or %s".formatted(text, Quantities.DURATION_FORM, word));
      return -1;
    }
    return Quantities.micros(duration);
  }

  /** The position of a column among names; -1 if it is none, which is told. */
  int column(Block block, Option<?> option, String name, List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    error(block, option, "no column '%s': %s".formatted(name, Nearest.expected(name, columns)));
    return -1;
  }
}
