package io.weir.engine.source;

import io.weir.api.config.ConfigException;
import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.BlockPart;
import io.weir.operators.UserCode;
import io.weir.operators.column.ColumnAppender;
import io.weir.operators.expr.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records into the declared columns: most come from the format, some from the topic.
 *
 * <p>Thread: one at a time.
 */
final class RecordDecoder {

  private final SourceDefinition definition;
  private Decoder decoder;
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
    this.decoder = fresh();
    this.rows = rows;
    this.levels = levels;
  }

  private Decoder fresh() throws ConfigException {
    return definition.format().decoder(definition.config(), declared(definition, false));
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
    if (failure(part, rows) != null) {
      rows.clear();
      decodeSingly(part);
    }
    int level = 0;
    for (InputField field : declared(definition, true)) {
      ColumnBuilder builder = levels.get(level++);
      builder.clear();
      TopicColumns.level(field, builder, part, rows);
    }
    columns = build();
  }

  /** Decodes records, and gives why the format failed, or null; rows are then unspecified. */
  private @Nullable String failure(BlockPart part, RowBuilder target) {
    try {
      decoder.decode(part, target);
    } catch (Throwable e) {
      return "failed: " + UserCode.failure(e);
    }
    for (int i = 0; i < target.schema().size(); i++) {
      if (target.column(i).size() != target.size()) {
        return "gave %d rows and %d values of %s"
            .formatted(target.size(), target.column(i).size(), target.schema().field(i).name());
      }
    }
    return null;
  }

  /**
   * A format is not to fail for what a record holds; where one does, only that record is to blame.
   * What failed may have been left in disorder, so the next record gets a new one.
   */
  private void decodeSingly(BlockPart part) {
    RowBuilder single = rows.sibling();
    List<ColumnAppender> appenders = new ArrayList<>();
    for (int i = 0; i < rows.schema().size(); i++) {
      appenders.add(new ColumnAppender(rows.column(i)));
    }
    renew();
    for (int record = 0; record < part.size(); record++) {
      single.clear();
      String failure = failure(new BlockPart(part.block(), part.from() + record, 1), single);
      if (failure == null) {
        append(single, record, appenders);
      } else {
        appenders.forEach(appender -> appender.builder().appendNull());
        rows.reject(
            rows.row(record),
            "the format %s %s; correct it".formatted(definition.format().name(), failure));
        renew();
      }
    }
  }

  private void append(RowBuilder single, int record, List<ColumnAppender> appenders) {
    Batch batch = single.build();
    int[] all = Selection.all(batch.size()).rows();
    for (int i = 0; i < appenders.size(); i++) {
      appenders.get(i).append(batch.column(i), all, batch.size());
    }
    for (int row = 0; row < batch.size(); row++) {
      int added = rows.row(record);
      String rejection = single.rejection(row);
      if (rejection != null) {
        rows.reject(added, rejection);
      }
    }
  }

  private void renew() {
    try {
      decoder = fresh();
    } catch (ConfigException e) {
      throw new IllegalStateException("a configuration that was accepted is refused", e);
    }
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
