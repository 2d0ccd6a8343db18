package io.weir.engine.source;

import io.weir.api.config.ConfigException;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.BlockPart;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes records into the declared columns: most come from the format, some from the topic.
 *
 * <p>Thread: one at a time.
 */
final class RecordDecoder {

  private final SourceDefinition definition;
  private final Decoder decoder;
  private final RowBuilder rows;
  private final List<ColumnBuilder> levels;
  private List<Column> columns = List.of();

  RecordDecoder(SourceDefinition definition) throws ConfigException {
    this(
        definition,
        new RowBuilder(
            new Schema(declared(definition, false).stream().map(InputField::field).toList())),
        declared(definition, true).stream()
            .map(field -> ColumnBuilder.of(field.field().type()))
            .toList());
  }

  private RecordDecoder(SourceDefinition definition, RowBuilder rows, List<ColumnBuilder> levels)
      throws ConfigException {
    this.definition = definition;
    this.decoder = definition.format().decoder(definition.config(), declared(definition, false));
    this.rows = rows;
    this.levels = levels;
  }

  private static List<InputField> declared(SourceDefinition definition, boolean fromTopic) {
    return definition.fields().stream()
        .filter(field -> field.topicLevel() >= 0 == fromTopic)
        .toList();
  }

  /** A decoder for another thread; texts get the same codes in both. */
  RecordDecoder sibling() throws ConfigException {
    return new RecordDecoder(
        definition, rows.sibling(), levels.stream().map(ColumnBuilder::sibling).toList());
  }

  /** Decodes a part of a block. */
  void decode(BlockPart part) {
    rows.clear();
    decoder.decode(part, rows);
    int level = 0;
    for (InputField field : declared(definition, true)) {
      ColumnBuilder builder = levels.get(level++);
      builder.clear();
      TopicColumns.level(field, builder, part, rows);
    }
    columns = build();
  }

  private List<Column> build() {
    List<Column> built = new ArrayList<>(definition.fields().size());
    int read = 0;
    int level = 0;
    for (InputField field : definition.fields()) {
      built.add(field.topicLevel() < 0 ? rows.column(read++).build() : levels.get(level++).build());
    }
    return built;
  }

  /** The rows of the last part, rejected ones included; the records are numbered in the part. */
  RowBuilder rows() {
    return rows;
  }

  /** The columns of the last part, in the order of the declaration. */
  List<Column> columns() {
    return columns;
  }
}
