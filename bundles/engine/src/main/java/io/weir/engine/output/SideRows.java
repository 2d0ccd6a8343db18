package io.weir.engine.output;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that went another way than into the result: late or quarantined. They carry the columns of
 * their source, {@code _reason}, {@code _received} and {@code _topic}.
 *
 * <p>Thread: any; no state.
 */
public final class SideRows {

  /** Why. */
  public static final Field REASON = Field.of("_reason", DataType.STRING);

  /** When the record came. */
  public static final Field RECEIVED = Field.of("_received", DataType.TIMESTAMP);

  /** The topic of the record. */
  public static final Field TOPIC = Field.of("_topic", DataType.STRING);

  /** The beginning of an undecodable record, as text. */
  public static final Field RAW = Field.of("_raw", DataType.STRING);

  private SideRows() {}

  /**
   * The columns of side rows.
   *
   * @param input of the source or query that they come from
   */
  public static Schema schema(Schema input) {
    List<Field> fields = new ArrayList<>();
    input.fields().stream().filter(field -> !field.hidden()).forEach(fields::add);
    fields.addAll(List.of(REASON, RECEIVED, TOPIC));
    return new Schema(fields);
  }

  /**
   * Chosen rows with a reason.
   *
   * @param input holds them, hidden columns included
   * @param rows their positions
   * @param count how many
   * @param reason the same for all
   */
  public static Batch of(Batch input, int[] rows, int count, String reason) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < input.schema().size(); i++) {
      if (!input.schema().field(i).hidden()) {
        columns.add(input.column(i).gather(rows, count));
      }
    }
    columns.add(repeated(reason, count));
    columns.add(hidden(input, RECEIVED, rows, count));
    columns.add(hidden(input, TOPIC, rows, count));
    return new Batch(schema(input.schema()), columns, count);
  }

  private static Column hidden(Batch input, Field field, int[] rows, int count) {
    int index = input.schema().indexOf(field.name());
    if (index >= 0) {
      return input.column(index).gather(rows, count);
    }
    ColumnBuilder nulls = ColumnBuilder.of(field.type());
    for (int i = 0; i < count; i++) {
      nulls.appendNull();
    }
    return nulls.build();
  }

  private static Column repeated(String text, int count) {
    Dictionary dictionary = new Dictionary();
    int[] codes = new int[count];
    Arrays.fill(codes, dictionary.codeOf(text));
    return new StringColumn(dictionary, codes, null, count);
  }
}
