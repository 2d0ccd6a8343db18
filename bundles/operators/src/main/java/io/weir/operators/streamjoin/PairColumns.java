package io.weir.operators.streamjoin;

import io.weir.api.data.Batch;
import io.weir.api.data.Column;
import io.weir.api.data.DataType;
import io.weir.api.data.LongColumn;
import io.weir.api.data.Schema;
import io.weir.operators.column.Placeholders;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The columns of pairs: the left side's, then where the schema has room for them the right side's
 * and the event time. Columns that nobody needs are placeholders.
 *
 * <p>Thread: one at a time.
 */
public final class PairColumns {

  private final Schema schema;
  private final int leftColumns;
  private final int rightColumns;
  private final BitSet needed;
  private final List<Placeholders> placeholders;

  /**
   * Columns of pairs.
   *
   * @param schema of all columns
   * @param leftColumns how many come from the left side
   * @param rightColumns how many come from the right side
   * @param needed positions in the schema
   */
  public PairColumns(Schema schema, int leftColumns, int rightColumns, BitSet needed) {
    this.schema = schema;
    this.leftColumns = leftColumns;
    this.rightColumns = rightColumns;
    this.needed = (BitSet) needed.clone();
    this.placeholders = schema.fields().stream().map(f -> new Placeholders(f.type())).toList();
  }

  /** A batch of pairs; the rows of a side are positions in its columns, -1 for nulls. */
  Batch of(Side left, int[] leftRows, Side right, int[] rightRows, long[] timesMicros, int count) {
    List<Column> columns = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      if (!needed.get(i)) {
        columns.add(placeholders.get(i).of(count));
      } else if (i < leftColumns) {
        columns.add(left.column(i).gather(leftRows, count));
      } else if (i == leftColumns + rightColumns) {
        columns.add(new LongColumn(DataType.TIMESTAMP, timesMicros, null, count));
      } else {
        columns.add(right.column(i - leftColumns).gather(rightRows, count));
      }
    }
    return new Batch(schema, columns, count);
  }
}
