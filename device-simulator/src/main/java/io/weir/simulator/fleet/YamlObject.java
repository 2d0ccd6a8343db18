package io.weir.simulator.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML mapping that is read key by key and refuses, at {@link #done}, every key nobody asked for.
 * Every error names file, line and column.
 */
final class YamlObject {

  private final String file;
  private final String path;
  private final MappingNode node;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlObject(String file, String path, MappingNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw error(entry.getKeyNode(), "a key " + where() + " is not text");
      }
      if (entries.put(key.getValue(), entry) != null) {
        throw error(key, "'" + key.getValue() + "' stands twice " + where() + "; remove one");
      }
    }
  }

  /** Takes a node that must be a mapping; {@code path} is empty for the whole file. */
  static YamlObject of(String file, String path, Node node) {
    if (node instanceof MappingNode mapping) {
      return new YamlObject(file, path, mapping);
    }
    String what = path.isEmpty() ? "the file" : "'" + path + "'";
    throw error(file, node, what + " is " + kindOf(node) + "; expected keys with values");
  }

  String text(String key) {
    return scalar(key, "text", Optional::of);
  }

  String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  long integer(String key, long min, long max) {
    return scalar(
        key,
        "a whole number from " + min + " to " + max,
        text -> {
          try {
            long number = Long.parseLong(text);
            return number < min || number > max ? Optional.empty() : Optional.of(number);
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  long integer(String key, long min, long max, long fallback) {
    return has(key) ? integer(key, min, max) : fallback;
  }

  double number(String key) {
    return scalar(key, "a number", text -> boxed(Quantities.number(text)));
  }

  double number(String key, double fallback) {
    return has(key) ? number(key) : fallback;
  }

  double share(String key) {
    return scalar(key, "a share such as 5% or 0.05", text -> boxed(Quantities.share(text)));
  }

  double share(String key, double fallback) {
    return has(key) ? share(key) : fallback;
  }

  long positiveMicros(String key) {
    return scalar(
        key,
        "a positive duration such as 500ms, 5s or 10m",
        text -> boxed(Quantities.durationMicros(text)).filter(micros -> micros > 0));
  }

  long positiveMicros(String key, long fallbackMicros) {
    return has(key) ? positiveMicros(key) : fallbackMicros;
  }

  long ratePeriodMicros(String key) {
    return scalar(
        key, "a rate such as 2/s, 30/m or 1/h", text -> boxed(Quantities.ratePeriodMicros(text)));
  }

  /** A range of any durations. */
  Span anySpan(String key) {
    return scalar(key, "a duration or a range such as -200ms..200ms", Quantities::span);
  }

  /** A range of durations that are not negative. */
  Span span(String key) {
    return scalar(
        key,
        "a duration or a range such as 100ms..800ms, not negative",
        text -> Quantities.span(text).filter(span -> span.minMicros() >= 0));
  }

  Span span(String key, Span fallback) {
    return has(key) ? span(key) : fallback;
  }

  /** One of some names. */
  <T> T oneOf(String key, Map<String, T> known) {
    Node value = value(key, "one of " + String.join(", ", known.keySet()));
    return lookUp(key, value, known);
  }

  <T> T oneOf(String key, Map<String, T> known, T fallback) {
    return has(key) ? oneOf(key, known) : fallback;
  }

  /** A list of names, each one of those known. */
  <T> List<T> someOf(String key, Map<String, T> known, List<T> fallback) {
    if (!has(key)) {
      return fallback;
    }
    List<T> found = new ArrayList<>();
    for (Node item : items(key)) {
      found.add(lookUp(key, item, known));
    }
    return found;
  }

  private <T> T lookUp(String key, Node value, Map<String, T> known) {
    String text = value instanceof ScalarNode scalar ? scalar.getValue() : kindOf(value);
    T found = known.get(text);
    if (found == null) {
      throw error(
          value,
          "'" + key + "' " + where() + " is '" + text + "'" + suggestion(text, known.keySet()));
    }
    return found;
  }

  /** A list of texts, not empty. */
  List<String> texts(String key, List<String> fallback) {
    if (!has(key)) {
      return fallback;
    }
    List<String> texts = new ArrayList<>();
    for (Node item : items(key)) {
      if (!(item instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
        throw error(
            item, "'" + key + "' " + where() + " holds " + kindOf(item) + "; expected text");
      }
      texts.add(scalar.getValue());
    }
    return texts;
  }

  private List<Node> items(String key) {
    Node value = value(key, "a list such as [a, b]");
    if (value instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    throw wrong(key, value, "a list such as [a, b], not empty");
  }

  /** A nested mapping that must be there. */
  YamlObject object(String key) {
    return of(file, pathOf(key), value(key, "keys with values"));
  }

  /** A nested mapping, or null if the key is absent. */
  @Nullable YamlObject objectOrNull(String key) {
    return has(key) ? object(key) : null;
  }

  /** The nested mappings of a mapping from free names, not empty. */
  Map<String, YamlObject> objects(String key) {
    YamlObject outer = object(key);
    Map<String, YamlObject> objects = new LinkedHashMap<>();
    for (Map.Entry<String, NodeTuple> entry : outer.entries.entrySet()) {
      Node value = entry.getValue().getValueNode();
      objects.put(entry.getKey(), of(file, outer.pathOf(entry.getKey()), value));
    }
    if (objects.isEmpty()) {
      throw error(outer.node, "'" + pathOf(key) + "' is empty; expected at least one entry");
    }
    return objects;
  }

  /** A scalar read by a function; {@code expected} says what the function takes. */
  <T> T scalar(String key, String expected, Function<String, Optional<T>> read) {
    Node value = value(key, expected);
    if (value instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      Optional<T> found = read.apply(scalar.getValue());
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw wrong(key, value, expected);
  }

  boolean has(String key) {
    asked.add(key);
    return entries.containsKey(key);
  }

  /** Refuses keys that were never asked for. */
  void done() {
    for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        String found = "unknown key '" + entry.getKey() + "' " + where();
        throw error(entry.getValue().getKeyNode(), found + suggestion(entry.getKey(), asked));
      }
    }
  }

  /** An error at a key's value, or at this mapping if the key is absent. */
  FleetFileException errorAt(String key, String problem) {
    NodeTuple entry = entries.get(key);
    return error(entry == null ? node : entry.getValueNode(), problem);
  }

  private Node value(String key, String expected) {
    asked.add(key);
    NodeTuple entry = entries.get(key);
    if (entry == null) {
      throw missing(key, expected);
    }
    return entry.getValueNode();
  }

  private FleetFileException missing(String key, String expected) {
    String problem = "'" + key + "' is missing " + where() + "; expected " + expected;
    Set<String> others = new LinkedHashSet<>(entries.keySet());
    others.removeAll(asked);
    NodeTuple near = Names.nearest(key, others).map(entries::get).orElse(null);
    if (near == null || !(near.getKeyNode() instanceof ScalarNode misspelt)) {
      return error(node, problem);
    }
    return error(misspelt, problem + " (is '" + misspelt.getValue() + "' meant to be it?)");
  }

  private FleetFileException wrong(String key, Node value, String expected) {
    return error(
        value, "'" + key + "' " + where() + " is " + kindOf(value) + "; expected " + expected);
  }

  private String where() {
    return path.isEmpty() ? "at the top of the file" : "in '" + path + "'";
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }

  private FleetFileException error(Node at, String problem) {
    return error(file, at, problem);
  }

  private static FleetFileException error(String file, Node at, String problem) {
    return new FleetFileException(position(file, at.getStartMark()) + problem);
  }

  static String position(String file, Optional<Mark> mark) {
    return mark.map(m -> file + ':' + (m.getLine() + 1) + ':' + (m.getColumn() + 1) + ": ")
        .orElse(file + ": ");
  }

  private static String suggestion(String name, Set<String> known) {
    String list = "expected one of " + String.join(", ", known);
    return Names.nearest(name, known)
        .map(near -> "; did you mean '" + near + "'? (" + list + ")")
        .orElse("; " + list);
  }

  private static String kindOf(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isEmpty() ? "empty" : "'" + scalar.getValue() + "'";
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
