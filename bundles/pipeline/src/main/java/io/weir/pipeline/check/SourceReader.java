package io.weir.pipeline.check;

import io.weir.api.config.Option;
import io.weir.api.connector.SourceType;
import io.weir.api.data.DataType;
import io.weir.api.format.FormatType;
import io.weir.api.format.InputField;
import io.weir.engine.definition.SourceDefinition;
import io.weir.pipeline.config.Block;
import io.weir.pipeline.config.Quantities;
import io.weir.pipeline.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source.
 *
 * <p>Thread: one at a time.
 */
final class SourceReader {

  /**
   * What is known of a source.
   *
   * @param name its name
   * @param fields its columns; null if they cannot be used
   * @param eventTimeColumn a position among them; -1 for the receive time
   * @param block its options
   * @param definition null if it cannot run
   */
  record Source(
      String name,
      @Nullable List<InputField> fields,
      int eventTimeColumn,
      Block block,
      @Nullable SourceDefinition definition) {}

  private final Checking checking;
  private final SchemaReader schemas;

  SourceReader(Checking checking) {
    this.checking = checking;
    this.schemas = new SchemaReader(checking.blocks());
  }

  Source read(YamlMap.Entry part, YamlMap map) {
    String name = part.key();
    String title = "source " + name;
    int before = checking.problems().count();
    SourceType type =
        checking.type(
            title,
            map,
            FileOptions.TYPE,
            checking.types()::source,
            checking.types().sources(),
            SourceType::name);
    FormatType format = checking.format(title, map);
    Block block =
        checking.read(
            title,
            part,
            map,
            FileOptions.SOURCE,
            type == null ? null : type.options(),
            format == null ? null : format.options());
    ZoneId zone = zone(block);
    boolean strict = block.get(FileOptions.COERCE).equals("strict");
    List<InputField> fields = schemas.read(title, map, zone, strict);
    int eventTime = fields == null ? -1 : eventTime(block, fields);
    SourceDefinition.Watermark watermark = watermark(block, fields);
    long maxAhead = checking.microsOr("off", block, FileOptions.MAX_AHEAD);
    long idleAfter = checking.microsOr("off", block, FileOptions.IDLE_AFTER);
    SourceDefinition.Identity identity = identity(block, fields);
    if (type == null || format == null || fields == null || checking.problems().count() > before) {
      return new Source(name, fields, eventTime, block, null);
    }
    checking.tryOpening(
        block,
        () -> format.decoder(block, fields.stream().filter(f -> f.topicLevel() < 0).toList()));
    checking.tryOpening(block, () -> type.open(checking.context(name, block, format)).close());
    SourceDefinition definition =
        new SourceDefinition(
            name, type, block, format, fields, eventTime, watermark, maxAhead, idleAfter, identity);
    return new Source(
        name, fields, eventTime, block, checking.problems().count() > before ? null : definition);
  }

  private ZoneId zone(Block block) {
    String text = block.get(FileOptions.ZONE);
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      checking.error(
          block,
          FileOptions.ZONE,
          "no time zone '%s': expected UTC, an offset such as +01:00, or Europe/Berlin"
              .formatted(text));
      return ZoneOffset.UTC;
    }
  }

  private int eventTime(Block block, List<InputField> fields) {
    String name = block.find(FileOptions.EVENT_TIME).orElse(null);
    if (name == null) {
      return -1;
    }
    int column = checking.column(block, FileOptions.EVENT_TIME, name, names(fields));
    if (column >= 0 && fields.get(column).field().type() != DataType.TIMESTAMP) {
      checking.error(
          block,
          FileOptions.EVENT_TIME,
          "column '%s' is %s: expected a timestamp"
              .formatted(name, fields.get(column).field().type()));
      return -1;
    }
    return column;
  }

  private SourceDefinition.Watermark watermark(Block block, @Nullable List<InputField> fields) {
    Option<java.time.Duration> delay =
        block.has(FileOptions.WATERMARK) ? FileOptions.WATERMARK : FileOptions.WATERMARK_DELAY;
    long delayMicros = Quantities.micros(block.get(delay));
    String by = block.find(FileOptions.WATERMARK_BY).orElse(null);
    long idle = checking.microsOr("off", block, FileOptions.WATERMARK_IDLE);
    int column = -1;
    if (by != null && fields != null) {
      column = checking.column(block, FileOptions.WATERMARK_BY, by, names(fields));
    }
    if (by == null && block.has(FileOptions.WATERMARK_IDLE)) {
      checking.error(
          block,
          FileOptions.WATERMARK_IDLE,
          "it holds for each value of a column: give 'by' too, or use the source's idle-after");
    }
    return new SourceDefinition.Watermark(delayMicros, column, column < 0 ? -1 : idle);
  }

  private SourceDefinition.@Nullable Identity identity(
      Block block, @Nullable List<InputField> fields) {
    Option<List<String>> option =
        block.has(FileOptions.IDENTITY) ? FileOptions.IDENTITY : FileOptions.IDENTITY_COLUMNS;
    List<String> columns = block.find(option).orElse(null);
    int maxKeys = block.get(FileOptions.IDENTITY_MAX_KEYS);
    if (maxKeys < 1) {
      checking.error(
          block, FileOptions.IDENTITY_MAX_KEYS, "found " + maxKeys + ", expected 1 or more");
    }
    if (columns == null || fields == null) {
      return null;
    }
    if (columns.isEmpty()) {
      checking.error(block, option, "it is empty: expected at least one column");
      return null;
    }
    List<Integer> positions = new ArrayList<>();
    for (String column : columns) {
      positions.add(checking.column(block, option, column, names(fields)));
    }
    long horizon = Quantities.micros(block.get(FileOptions.IDENTITY_HORIZON));
    return new SourceDefinition.Identity(positions, horizon, Math.max(1, maxKeys));
  }

  private static List<String> names(List<InputField> fields) {
    return fields.stream().map(field -> field.field().name()).toList();
  }
}
