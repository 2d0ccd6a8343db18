package io.weir.operators.join;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.operators.column.Placeholders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The columns of pairs: the stream's, the table's, and the table's version where the schema has
 * room for it. Columns that nobody needs are placeholders.
 *
 * <p>Thread: one at a time.
 */
public final class JoinedColumns {

  private final Schema schema;
  private final int streamColumns;
  private final int tableColumns;
  private final BitSet needed;
  private final List<Placeholders> placeholders;

  /**
   * Columns of pairs.
   *
   * @param schema of all columns
   * @param streamColumns how many come from the stream
   * @param tableColumns how many come from the table
   * @param needed positions in the schema
   */
  public JoinedColumns(Schema schema, int streamColumns, int tableColumns, BitSet needed) {
    this.schema = schema;
    this.streamColumns = streamColumns;
    this.tableColumns = tableColumns;
    this.needed = (BitSet) needed.clone();
    this.placeholders = schema.fields().stream().map(f -> new Placeholders(f.type())).toList();
  }

  /** The stream's rows where they are, each with its partner. */
  Batch aligned(Batch stream, TableIndex table, int[] partners) {
    List<Column> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < streamColumns; i++) {
      columns.add(stream.column(i));
    }
    addTable(columns, table, partners, stream.size());
    return new Batch(schema, columns, stream.size());
  }

  /** A batch of pairs. */
  Batch pairs(Batch stream, TableIndex table, int[] streamRows, int[] partners, int count) {
    List<Column> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < streamColumns; i++) {
      columns.add(
          needed.get(i)
              ? stream.column(i).gather(streamRows, count)
              : placeholders.get(i).of(count));
    }
    addTable(columns, table, partners, count);
    return new Batch(schema, columns, count);
  }

  private void addTable(List<Column> columns, TableIndex table, int[] partners, int count) {
    for (int i = 0; i < tableColumns; i++) {
      int position = streamColumns + i;
      columns.add(
          needed.get(position)
              ? table.rows().column(i).gather(partners, count)
              : placeholders.get(position).of(count));
    }
    if (schema.size() > streamColumns + tableColumns) {
      columns.add(
          needed.get(streamColumns + tableColumns)
              ? version(table.version(), count)
              : placeholders.get(streamColumns + tableColumns).of(count));
    }
  }

  private static Column version(long version, int count) {
    long[] values = new long[count];
    Arrays.fill(values, version);
    return new LongColumn(DataType.LONG, values, null, count);
  }
}
