package io.weir.engine.output;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.ColumnBuilder;
import io.weir.api.data.DataType;
import io.weir.api.data.Dictionary;
import io.weir.api.data.Field;
import io.weir.api.data.Schema;
import io.weir.api.data.StringColumn;
import io.weir.engine.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * The columns of a query's side rows: those of everything that it reads. Columns of one name are
   * one, of the type that comes first.
   *
   * @param plan of the query
   */
  public static Schema schema(Plan plan) {
    Map<String, Field> fields = new LinkedHashMap<>();
    collect(plan, fields);
    return schema(new Schema(List.copyOf(fields.values())));
  }

  private static void collect(Plan plan, Map<String, Field> fields) {
    plan.inputs().forEach(input -> collect(input, fields));
    if (plan.inputs().isEmpty()) {
      plan.schema().fields().stream()
          .filter(field -> !field.hidden())
          .forEach(field -> fields.putIfAbsent(field.name(), field));
    }
  }

  /**
   * Chosen rows with a reason.
   *
   * @param schema what {@link #schema(Plan)} gives; columns that the rows lack are null
   * @param input holds them, hidden columns included
   * @param rows their positions
   * @param count how many
   * @param reason the same for all
   */
  public static Batch of(Schema schema, Batch input, int[] rows, int count, String reason) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      columns.add(
          field.equals(REASON) ? repeated(reason, count) : column(input, field, rows, count));
    }
    return new Batch(schema, columns, count);
  }

  private static Column column(Batch input, Field field, int[] rows, int count) {
    int index = input.schema().indexOf(field.name());
    if (index >= 0 && input.schema().field(index).type().equals(field.type())) {
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
