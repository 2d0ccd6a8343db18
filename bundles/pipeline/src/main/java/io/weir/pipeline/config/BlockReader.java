package io.weir.pipeline.config;

import io.weir.api.config.Option;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads a block by the declarations of its options: checks each value, refuses unknown keys with
 * the nearest known one, and tells what is missing.
 *
 * <p>Thread: one at a time.
 */
public final class BlockReader {

  private final Problems problems;
  private final Path folder;

  /**
   * Reads the blocks of one file.
   *
   * @param problems is told what is wrong
   * @param folder that paths are relative to
   */
  public BlockReader(Problems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
  }

  /** That paths are relative to. */
  public Path folder() {
    return folder;
  }

  /** Is told what is wrong. */
  public Problems problems() {
    return problems;
  }

  /**
   * Reads a block.
   *
   * @param title what it is, such as {@code source readings}
   * @param place where its name stands
   * @param map its content
   * @param options declared; of two of one name the first counts
   * @param apart keys that are read by other means
   * @param complete whether all declarations are known, so that other keys are refused
   * @return the values that could be read
   */
  public Block read(
      String title,
      Place place,
      YamlMap map,
      Collection<? extends Option<?>> options,
      Collection<String> apart,
      boolean complete) {
    Map<String, Option<?>> declared = new LinkedHashMap<>();
    options.forEach(option -> declared.putIfAbsent(option.name(), option));
    Reading reading = new Reading(title, declared, apart, complete);
    reading.visit(map, "");
    reading.requireAll(place);
    return new Block(problems, title, place, folder, reading.entries, declared.values());
  }

  private final class Reading {
    private final String title;
    private final Map<String, Option<?>> declared;
    private final Collection<String> apart;
    private final boolean complete;
    private final Map<String, Block.Entry> entries = new HashMap<>();
    private final Set<String> written = new LinkedHashSet<>();
    private final Set<String> maps = new LinkedHashSet<>();

    Reading(
        String title, Map<String, Option<?>> declared, Collection<String> apart, boolean complete) {
      this.title = title;
      this.declared = declared;
      this.apart = apart;
      this.complete = complete;
    }

    void visit(YamlMap map, String prefix) {
      for (YamlMap.Entry entry : map.entries()) {
        if (FlowComma.isRest(map, entry)) {
          continue;
        }
        String name = prefix + entry.key();
        written.add(name);
        if (apart.contains(name)) {
          continue;
        }
        String trap = FlowComma.trap(map, entry);
        if (trap != null) {
          problems.error(entry.value().place(), title + ": " + trap);
          continue;
        }
        Option<?> option = declared.get(name);
        boolean nested = !children(name).isEmpty();
        YamlNode value = entry.value();
        if (nested && value instanceof YamlMap inner) {
          maps.add(name);
          visit(inner, name + ".");
        } else if (option != null) {
          take(option, entry);
        } else if (nested) {
          problems.error(
              value.place(),
              "%s: option '%s' is %s: expected a map of %s"
                  .formatted(title, name, value.shown(), String.join(", ", children(name))));
        } else if (complete) {
          unknown(entry, prefix);
        }
      }
    }

    private void take(Option<?> option, YamlMap.Entry entry) {
      YamlNode value = entry.value();
      Values.Read read = Values.of(option, value, folder);
      if (read.value() == null) {
        String shown = option.kind() == Option.Kind.SECRET ? "it" : value.shown();
        problems.error(
            value.place(),
            "%s: option '%s' is %s: %s".formatted(title, option.name(), shown, read.problem()));
      } else {
        String raw = value instanceof YamlText text ? text.raw() : read.value().toString();
        entries.put(option.name(), new Block.Entry(read.value(), value.place(), raw));
      }
    }

    private void unknown(YamlMap.Entry entry, String prefix) {
      Set<String> known = new LinkedHashSet<>(children(""));
      if (prefix.isEmpty()) {
        known.addAll(apart);
      } else {
        known = children(prefix.substring(0, prefix.length() - 1));
      }
      problems.error(
          entry.keyPlace(),
          "%s: unknown option '%s': %s"
              .formatted(title, prefix + entry.key(), Nearest.expected(entry.key(), known)));
    }

    /** The next segments of the declared names below a name. */
    private Set<String> children(String name) {
      String prefix = name.isEmpty() ? "" : name + ".";
      Set<String> children = new LinkedHashSet<>();
      for (String option : declared.keySet()) {
        if (option.startsWith(prefix) && option.length() > prefix.length()) {
          String rest = option.substring(prefix.length());
          int dot = rest.indexOf('.');
          children.add(dot < 0 ? rest : rest.substring(0, dot));
        }
      }
      return children;
    }

    void requireAll(Place place) {
      for (Option<?> option : declared.values()) {
        if (option.required() && !written.contains(option.name()) && parentWritten(option)) {
          problems.error(
              place,
              "%s: option '%s' is missing: %s%s"
                  .formatted(title, option.name(), option.description(), example(option)));
        }
      }
    }

    /** A nested option is required only where its map is written. */
    private boolean parentWritten(Option<?> option) {
      int dot = option.name().lastIndexOf('.');
      return dot < 0 || maps.contains(option.name().substring(0, dot));
    }
  }

  private static String example(Option<?> option) {
    return option.example().isEmpty()
        ? ""
        : " For example " + option.name() + ": " + option.example();
  }
}
