package io.weir.pipeline.check;

import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.format.InputField;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.BlockReader;
import io.weir.pipeline.config.FlowComma;
import io.weir.pipeline.config.Problems;
import io.weir.pipeline.yaml.Place;
import io.weir.pipeline.yaml.YamlMap;
import io.weir.pipeline.yaml.YamlNode;
import io.weir.pipeline.yaml.YamlText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a source or table.
 *
 * <p>Thread: one at a time.
 */
final class SchemaReader {

  private static final Set<String> RESERVED =
      Set.of("_event_time", "_received", "_topic", "_id", "_reason", "_raw");

  private final BlockReader blocks;
  private final Problems problems;

  SchemaReader(BlockReader blocks) {
    this.blocks = blocks;
    this.problems = blocks.problems();
  }

  /**
   * The columns of a block's {@code schema}.
   *
   * @return null if there is none or it cannot be used, which was told
   */
  @Nullable List<InputField> read(String title, YamlMap block, ZoneId zone, boolean strict) {
    YamlMap.Entry entry = block.find(FileOptions.SCHEMA.name());
    if (entry == null) {
      return null; // Told as a missing option.
    }
    if (!(entry.value() instanceof YamlMap columns) || columns.entries().isEmpty()) {
      problems.error(
          entry.value().place(),
          "%s: schema is %s: expected a map of columns such as {device: string, temp: double}"
              .formatted(
                  title, entry.value() instanceof YamlMap ? "empty" : entry.value().shown()));
      return null;
    }
    int before = problems.count();
    List<InputField> fields = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    for (YamlMap.Entry column : columns.entries()) {
      if (!FlowComma.isRest(columns, column)) {
        checkName(title, column, names);
        InputField field = column(title, columns, column, zone, strict);
        if (field != null) {
          fields.add(field);
        }
      }
    }
    return problems.count() > before ? null : fields;
  }

  private void checkName(String title, YamlMap.Entry column, Map<String, Place> names) {
    String name = column.key();
    if (name.isBlank() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      problems.error(
          column.keyPlace(),
          "%s: column '%s': expected a name that Weir does not use itself; read the field with"
                  .formatted(title, name)
              + " another name and path: /"
              + name);
    }
    Place before = names.putIfAbsent(name.toLowerCase(Locale.ROOT), column.keyPlace());
    if (before != null) {
      problems.error(
          column.keyPlace(),
          "%s: column '%s' is there twice, first in line %d: SQL does not tell upper from lower case"
              .formatted(title, name, before.line()));
    }
  }

  private @Nullable InputField column(
      String title, YamlMap columns, YamlMap.Entry entry, ZoneId zone, boolean strict) {
    String what = title + ": column '" + entry.key() + "'";
    String trap = FlowComma.trap(columns, entry);
    if (trap != null) {
      problems.error(entry.value().place(), what + ": " + trap);
      return null;
    }
    if (entry.value() instanceof YamlText text) {
      DataType type = type(what, text, text.text());
      return type == null
          ? null
          : field(entry.key(), type, List.of(entry.key()), TimeUnit.MILLISECONDS, zone, -1, strict);
    }
    if (!(entry.value() instanceof YamlMap map)) {
      problems.error(
          entry.value().place(),
          what + " is a list: expected a type, or a map with type, path, unit or topic-level");
      return null;
    }
    return longForm(what, entry, map, zone, strict);
  }

  private @Nullable InputField longForm(
      String what, YamlMap.Entry entry, YamlMap map, ZoneId zone, boolean strict) {
    Block block = blocks.read(what, entry.keyPlace(), map, FileOptions.COLUMN, Set.of(), true);
    String typeText = block.find(FileOptions.COLUMN_TYPE).orElse(null);
    if (typeText == null) {
      return null;
    }
    YamlMap.Entry typeEntry = map.find(FileOptions.COLUMN_TYPE.name());
    DataType type = typeEntry == null ? null : type(what, typeEntry.value(), typeText);
    List<String> path = path(what, block, entry.key());
    int level = block.find(FileOptions.COLUMN_TOPIC_LEVEL).orElse(-1);
    if (block.has(FileOptions.COLUMN_TOPIC_LEVEL) && level < 0) {
      error(block, FileOptions.COLUMN_TOPIC_LEVEL, "expected a level from 0");
      return null;
    }
    if (type == null || path == null) {
      return null;
    }
    if (block.has(FileOptions.COLUMN_UNIT) && type != DataType.TIMESTAMP) {
      error(block, FileOptions.COLUMN_UNIT, "only a timestamp has a unit; this is a " + type);
    }
    if (level >= 0 && !fitsTopic(type)) {
      error(
          block,
          FileOptions.COLUMN_TOPIC_LEVEL,
          "a level of a topic is a string, int, long or double; this is a " + type);
    }
    TimeUnit unit =
        switch (block.get(FileOptions.COLUMN_UNIT)) {
          case "s" -> TimeUnit.SECONDS;
          case "us" -> TimeUnit.MICROSECONDS;
          case "ns" -> TimeUnit.NANOSECONDS;
          default -> TimeUnit.MILLISECONDS;
        };
    return field(entry.key(), type, path, unit, zone, level, strict);
  }

  private void error(Block block, io.weir.api.config.Option<?> option, String problem) {
    problems.add(block.problemOf(block.error(option, problem)));
  }

  private static boolean fitsTopic(DataType type) {
    return type == DataType.STRING
        || type == DataType.INT
        || type == DataType.LONG
        || type == DataType.DOUBLE;
  }

  private @Nullable List<String> path(String what, Block block, String name) {
    String text = block.find(FileOptions.COLUMN_PATH).orElse(null);
    if (text == null) {
      return List.of(name);
    }
    if (!text.startsWith("/") || text.length() < 2 || text.contains("//") || text.endsWith("/")) {
      problems.error(
          block.placeOf(FileOptions.COLUMN_PATH),
          "%s: path '%s': expected names from the root down such as /values/temp"
              .formatted(what, text));
      return null;
    }
    List<String> path = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      path.add(segment.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  private @Nullable DataType type(String what, YamlNode node, String text) {
    try {
      return TypeText.parse(text);
    } catch (TypeText.BadType e) {
      String shown = node.shown();
      problems.error(node.place(), what + " is " + shown + ": " + e.getMessage());
      return null;
    }
  }

  private static InputField field(
      String name,
      DataType type,
      List<String> path,
      TimeUnit unit,
      ZoneId zone,
      int level,
      boolean strict) {
    return new InputField(Field.of(name, type), path, unit, zone, level, strict);
  }
}
