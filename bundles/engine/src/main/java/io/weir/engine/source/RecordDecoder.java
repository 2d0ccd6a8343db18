package io.weir.engine.source;

import io.weir.api.config.ConfigException;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.format.Decoder;
import io.weir.api.format.InputField;
import io.weir.api.format.RowBuilder;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes blocks into the declared columns: most come from the format, some from the topic.
 *
 * <p>Thread: the pipeline's.
 */
final class RecordDecoder {

  private final List<InputField> fields;
  private final Decoder decoder;
  private final RowBuilder rows;
  private final List<ColumnBuilder> levels = new ArrayList<>();

  RecordDecoder(SourceDefinition definition) throws ConfigException {
    this.fields = definition.fields();
    List<InputField> read = new ArrayList<>();
    List<Field> columns = new ArrayList<>();
    for (InputField field : fields) {
      if (field.topicLevel() < 0) {
        read.add(field);
        columns.add(field.field());
      } else {
        levels.add(ColumnBuilder.of(field.field().type()));
      }
    }
    this.decoder = definition.format().decoder(definition.config(), read);
    this.rows = new RowBuilder(new Schema(columns));
  }

  /** Decodes a block; the rows are valid until the next call. */
  RowBuilder decode(RecordBlock block) {
    rows.clear();
    decoder.decode(block, rows);
    int level = 0;
    for (InputField field : fields) {
      if (field.topicLevel() >= 0) {
        ColumnBuilder builder = levels.get(level++);
        builder.clear();
        TopicColumns.level(field, builder, block, rows, rows.size());
      }
    }
    return rows;
  }

  /** The columns of the last block, in the order of the declaration. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>(fields.size());
    int read = 0;
    int level = 0;
    for (InputField field : fields) {
      columns.add(
          field.topicLevel() < 0 ? rows.column(read++).build() : levels.get(level++).build());
    }
    return columns;
  }
}
