package io.weir.engine.output;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.engine.definition.SourceDefinition;
import io.weir.engine.journal.RecordBlock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records that did not pass a source's checks into rows: the declared columns (null
 * where undecodable), {@code _reason}, {@code _received}, {@code _topic}, {@code _raw}.
 *
 * <p>Thread: the pipeline's.
 */
public final class RejectedRecords {

  private static final int RAW_BYTES = 1024;

  private final Schema schema;
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private int size;

  /**
   * Collects for a source.
   *
   * @param definition of the source
   */
  public RejectedRecords(SourceDefinition definition) {
    this.schema = schema(definition);
    schema.fields().forEach(field -> builders.add(ColumnBuilder.of(field.type())));
  }

  /**
   * The columns of rejected records.
   *
   * @param definition of the source
   */
  public static Schema schema(SourceDefinition definition) {
    List<Field> fields = new ArrayList<>(SideRows.schema(definition.schema()).fields());
    fields.add(SideRows.RAW);
    return new Schema(fields);
  }

  /**
   * Adds a record.
   *
   * @param block holds its bytes
   * @param record its position there
   * @param columns the decoded columns; null for one that could not be decoded
   * @param row its position in the columns
   * @param reason one sentence
   */
  public void add(
      RecordBlock block, int record, @Nullable List<Column> columns, int row, String reason) {
    int declared = builders.size() - 4;
    for (int i = 0; i < declared; i++) {
      builders.get(i).append(columns == null ? null : columns.get(i).value(row));
    }
    Instant received = Instant.EPOCH.plus(block.receivedMicros(record), ChronoUnit.MICROS);
    builders.get(declared).append(reason);
    builders.get(declared + 1).append(received);
    builders.get(declared + 2).append(block.topic(record));
    builders.get(declared + 3).append(columns == null ? raw(block, record) : null);
    size++;
  }

  /** The rows collected since the last call; null for none. Valid until the next {@link #add}. */
  public @Nullable Batch take() {
    if (size == 0) {
      return null;
    }
    return new Batch(schema, builders.stream().map(ColumnBuilder::build).toList(), size);
  }

  /** Forgets what {@link #take} gave. */
  public void clear() {
    size = 0;
    builders.forEach(ColumnBuilder::clear);
  }

  private static String raw(RecordBlock block, int record) {
    int length = Math.min(block.length(record), RAW_BYTES);
    return new String(block.bytes(), block.offset(record), length, StandardCharsets.UTF_8);
  }
}
