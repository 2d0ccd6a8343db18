package io.weir.pipeline.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 into a tree of texts, lists and maps. What is wrong is told, and left out of the
 * tree; nothing is thrown.
 *
 * <p>Thread: one at a time.
 */
public final class YamlReader {

  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 50;

  /** Is told what is wrong. */
  @FunctionalInterface
  public interface Complaints {
    /**
     * Something is wrong.
     *
     * @param place where
     * @param problem what
     */
    void add(Place place, String problem);
  }

  /** Fills in {@code ${…}}. */
  @FunctionalInterface
  public interface Filler {
    /**
     * Fills in a text.
     *
     * @param text as it is written
     * @param place where, for complaints
     */
    String fill(String text, Place place);
  }

  private final String text;
  private final int[] lineStarts;
  private final Filler filler;
  private final Complaints complaints;
  private final Deque<Node> open = new ArrayDeque<>();
  private int nodes;

  private YamlReader(String text, Filler filler, Complaints complaints) {
    this.text = text;
    this.filler = filler;
    this.complaints = complaints;
    this.lineStarts = lineStarts(text);
  }

  /**
   * Reads a file.
   *
   * @param text all of it
   * @param filler fills in values
   * @param complaints is told what is wrong
   * @return the root; null if it cannot be read, which was told
   */
  public static @Nullable YamlNode read(String text, Filler filler, Complaints complaints) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new YamlReader(plain.replace("\r\n", "\n"), filler, complaints).read();
  }

  private @Nullable YamlNode read() {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(4 << 20).build();
    try {
      Node root = null;
      for (Node document : new Compose(settings).composeAllFromString(text)) {
        if (root != null) {
          complaints.add(
              place(document.getStartMark()),
              "found a second document behind '---': expected one pipeline a file");
          break;
        }
        root = document;
      }
      if (root == null) {
        complaints.add(Place.START, "the file is empty: expected 'pipeline: NAME' and its parts");
        return null;
      }
      return convert(root);
    } catch (MarkedYamlEngineException e) {
      Place place = place(e.getProblemMark().or(e::getContextMark));
      complaints.add(place, "not valid YAML: " + sentence(e));
    } catch (YamlEngineException e) {
      complaints.add(Place.START, "not valid YAML: " + firstLine(e.getMessage()));
    }
    return null;
  }

  private static String sentence(MarkedYamlEngineException e) {
    String problem = firstLine(e.getProblem());
    if (problem.contains("'\\t(TAB)'") || problem.contains("\\t")) {
      return "found a tab where YAML allows only spaces; indent with spaces";
    }
    String context = e.getContext();
    return context == null ? problem : problem + " (" + firstLine(context) + ")";
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "cannot be read" : message.lines().findFirst().orElse("").strip();
  }

  private @Nullable YamlNode convert(Node node) {
    Place place = place(node.getStartMark());
    if (++nodes > MAX_NODES || open.size() > MAX_DEPTH || open.contains(node)) {
      if (nodes <= MAX_NODES + 1) {
        complaints.add(
            place,
            "too many or too deeply nested values: expected a pipeline without such aliases");
        nodes = MAX_NODES + 1;
      }
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return text(scalar, place);
    }
    open.push(node);
    try {
      return node instanceof SequenceNode sequence
          ? list(sequence, place)
          : map((MappingNode) node, place);
    } finally {
      open.pop();
    }
  }

  private YamlList list(SequenceNode node, Place place) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      YamlNode converted = convert(item);
      if (converted != null) {
        items.add(converted);
      }
    }
    return new YamlList(place, items);
  }

  private YamlMap map(MappingNode node, Place place) {
    List<YamlMap.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        complaints.add(keyPlace, "found a list or map as a key: expected a name");
        continue;
      }
      String key = scalar.getValue();
      Place before = seen.putIfAbsent(key, keyPlace);
      if (before != null) {
        complaints.add(
            keyPlace,
            "'%s' is there twice, first in line %d: keep one".formatted(key, before.line()));
        continue;
      }
      YamlNode value = convert(tuple.getValueNode());
      if (value != null) {
        entries.add(new YamlMap.Entry(key, keyPlace, value));
      }
    }
    return new YamlMap(place, node.getFlowStyle() == FlowStyle.FLOW, entries);
  }

  private YamlText text(ScalarNode node, Place place) {
    String raw = node.getValue();
    boolean empty = node.getTag().equals(Tag.NULL) && node.isPlain();
    InnerPlaces.Style style =
        switch (node.getScalarStyle()) {
          case PLAIN, JSON_SCALAR_STYLE -> InnerPlaces.Style.PLAIN;
          case SINGLE_QUOTED -> InnerPlaces.Style.SINGLE_QUOTED;
          case DOUBLE_QUOTED -> InnerPlaces.Style.DOUBLE_QUOTED;
          case LITERAL, FOLDED -> InnerPlaces.Style.BLOCK;
        };
    InnerPlaces inner =
        new InnerPlaces(text, index(node.getStartMark()), index(node.getEndMark()), style);
    String filled = raw.contains("${") ? filler.fill(raw, place) : raw;
    return new YamlText(place, raw, filled, empty, inner);
  }

  private int index(Optional<Mark> mark) {
    if (mark.isEmpty()) {
      return 0;
    }
    int line = Math.min(mark.get().getLine(), lineStarts.length - 1);
    int lineEnd = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
    int start = lineStarts[line];
    int points = Math.min(mark.get().getColumn(), text.codePointCount(start, lineEnd));
    return text.offsetByCodePoints(start, points);
  }

  private static Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(Place.START);
  }

  private static int[] lineStarts(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts.add(i + 1);
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }
}
