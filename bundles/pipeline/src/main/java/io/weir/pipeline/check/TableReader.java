package io.weir.pipeline.check;

import io.weir.api.connector.TableType;
import io.weir.api.data.DataType;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.InputField;
import io.weir.engine.definition.TableDefinition;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.yaml.YamlMap;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table.
 *
 * <p>Thread: one at a time.
 */
final class TableReader {

  /** How often a table that is refreshed on change is looked at: once a second. */
  private static final long ON_CHANGE_MICROS = 1_000_000;

  private static final long SHORTEST_REFRESH_MICROS = 100_000;

  /**
   * What is known of a table.
   *
   * @param name its name
   * @param schema its columns; null if they cannot be used
   * @param validFrom the position of the column that says from when a row holds; -1 for a table
   *     that is not versioned
   * @param key the positions of its key
   * @param definition null if it cannot run
   */
  record Table(
      String name,
      @Nullable Schema schema,
      int validFrom,
      List<Integer> key,
      @Nullable TableDefinition definition) {}

  private final Checking checking;
  private final SchemaReader schemas;

  TableReader(Checking checking) {
    this.checking = checking;
    this.schemas = new SchemaReader(checking.blocks());
  }

  Table read(YamlMap.Entry part, YamlMap map) {
    String name = part.key();
    String title = "table " + name;
    int before = checking.problems().count();
    TableType type =
        checking.type(
            title,
            map,
            FileOptions.TYPE,
            checking.types()::table,
            checking.types().tables(),
            TableType::name);
    Block block =
        checking.read(
            title, part, map, FileOptions.TABLE, type == null ? null : type.options(), List.of());
    List<InputField> fields = schemas.read(title, map, ZoneOffset.UTC, false);
    Schema schema = fields == null ? null : schema(title, map, fields);
    if (schema == null) {
      return new Table(name, null, -1, List.of(), null);
    }
    List<Integer> key = key(block, schema);
    int validFrom = validFrom(block, schema);
    if (block.has(FileOptions.VALID_FROM)
        && (validFrom < 0 || schema.field(validFrom).type() != DataType.TIMESTAMP)) {
      return new Table(name, null, -1, List.of(), null);
    }
    long refresh = refresh(block);
    if (type == null || checking.problems().count() > before) {
      return new Table(name, schema, validFrom, key, null);
    }
    checking.tryOpening(
        block, () -> type.open(checking.context(name, block, null), schema).close());
    TableDefinition definition =
        new TableDefinition(name, type, block, schema, key, validFrom, refresh);
    return new Table(
        name, schema, validFrom, key, checking.problems().count() > before ? null : definition);
  }

  private @Nullable Schema schema(String title, YamlMap map, List<InputField> fields) {
    for (InputField field : fields) {
      boolean plain = field.path().equals(List.of(field.field().name()));
      if (!plain || field.topicLevel() >= 0) {
        YamlMap.Entry entry = map.find(FileOptions.SCHEMA.name());
        checking
            .problems()
            .error(
                entry == null ? map.place() : entry.value().place(),
                "%s: column '%s' of a table has a type only: path and topic-level are for sources"
                    .formatted(title, field.field().name()));
        return null;
      }
    }
    return new Schema(fields.stream().map(InputField::field).toList());
  }

  private List<Integer> key(Block block, Schema schema) {
    List<Integer> key = new ArrayList<>();
    for (String column : block.find(FileOptions.KEY).orElse(List.of())) {
      key.add(checking.column(block, FileOptions.KEY, column, names(schema)));
    }
    return key;
  }

  private int validFrom(Block block, Schema schema) {
    String name = block.find(FileOptions.VALID_FROM).orElse(null);
    if (name == null) {
      return -1;
    }
    int column = checking.column(block, FileOptions.VALID_FROM, name, names(schema));
    if (column >= 0 && schema.field(column).type() != DataType.TIMESTAMP) {
      checking.error(
          block,
          FileOptions.VALID_FROM,
          "column '%s' is %s: expected a timestamp".formatted(name, schema.field(column).type()));
    }
    if (!block.has(FileOptions.KEY)) {
      checking.error(block, FileOptions.VALID_FROM, "a versioned table has a key: give 'key' too");
    }
    return column;
  }

  private long refresh(Block block) {
    long micros = checking.microsOr("on-change", block, FileOptions.REFRESH);
    if (micros >= 0 && micros < SHORTEST_REFRESH_MICROS) {
      checking.error(block, FileOptions.REFRESH, "it is too short: expected 100ms or more");
    }
    return micros < 0 ? ON_CHANGE_MICROS : micros;
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }
}
